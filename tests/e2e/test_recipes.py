"""The examples of docs/hpc.md for schedulers other than Slurm, executed as they stand there."""

import os
import re
import shutil
import signal
import subprocess
import unittest

from kaitei_e2e import SOURCE, Scratch, binary, differences, require

require("numpy", "h5py")

EXAMPLES = re.findall(r"```sh\n(.+?)```", (SOURCE / "docs" / "hpc.md").read_text(), re.DOTALL)


def example(word):
    found = [text for text in EXAMPLES if word in text]
    assert len(found) == 1, f"{len(found)} examples in docs/hpc.md use {word}"
    return found[0]


class Recipes(Scratch):
    def setUp(self):
        super().setUp()
        data = self.copy_dataset("korea-detour")
        for path in data.iterdir():
            path.rename(self.folder / path.name)
        (self.folder / "experiment.toml").rename(self.folder / "x.toml")
        self.programs = self.folder / "bin"
        self.programs.mkdir()
        self.program("kaitei", f'#!/bin/sh\nexec "{binary()}" "$@"\n')
        self.environment = {**os.environ, "PATH": f"{self.programs}:{os.environ['PATH']}"}
        self.straight = self.simulate("x.toml", output="straight.h5")

    def program(self, name, text):
        path = self.programs / name
        path.write_text(text)
        path.chmod(0o755)

    def shell(self, text, **variables):
        return subprocess.run(["bash", "-c", text], cwd=self.folder, env={**self.environment, **variables},
                              capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)

    def test_gnu_parallel(self):
        if shutil.which("parallel") is None:
            self.skipTest("no GNU parallel")
        # Every shard's first start ends as if it had been asked to stop.
        self.program("kaitei", f'''#!/bin/sh
case $1 in run) mkdir "stopped-$(echo "$*" | sed 's/.*--shard //; s:/:-of-:')" 2>/dev/null && exit 75 ;; esac
exec "{binary()}" "$@"
''')
        done = self.shell(example("parallel -j"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(list(self.folder.glob("stopped-*"))), 8)
        self.assertEqual(differences(self.straight, self.folder / "x.h5"), [])

    def test_pbs(self):
        # No PBS is at hand: its shell script runs as PBS would run it, and a stand-in hears what is asked of PBS.
        self.program("qrerun", '#!/bin/sh\necho "$@" >> requeued\n')
        script = example("#PBS")
        place = {"PBS_O_WORKDIR": str(self.folder)}
        endless = script.replace("-o x.h5", "-o endless.h5 --trials 1e13")
        for limit in (0.5, 2, 8, 32):  # a busy machine may not have started the program within the first
            short = endless.replace(" 7000 ", f" {limit} ")
            self.assertNotEqual(short, endless)
            ended = self.shell(short, **place, PBS_ARRAY_INDEX="3", PBS_JOBID="12[3].server")
            if ended.returncode != 128 + signal.SIGUSR1:
                break
        self.assertEqual(ended.returncode, 75, ended.stderr)
        self.assertEqual((self.folder / "requeued").read_text(), "12[3].server\n")
        self.run_ok("inspect", "endless.shard-3-of-16.h5.checkpoint")
        for index in range(16):
            done = self.shell(script, **place, PBS_ARRAY_INDEX=str(index), PBS_JOBID=f"12[{index}].server")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.run_ok("merge", *sorted(self.folder.glob("x.shard-*-of-16.h5")), "-o", "x.h5")
        self.assertEqual(differences(self.straight, self.folder / "x.h5"), [])


if __name__ == "__main__":
    unittest.main()
