"""What cmake --install puts into place: the program, its manual page, and completion that a real shell uses."""

import os
import pathlib
import re
import select
import shutil
import subprocess
import time
import unittest

from kaitei_e2e import Scratch, binary, kaitei


def output(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120, **options)


def commands():
    """{"run": its options, "geodata check": ...}, from --help alone."""
    found, waiting = {}, [()]
    while waiting:
        path = waiting.pop()
        text = kaitei(*path, "--help").stdout
        found[" ".join(path)] = set(re.findall(r"(?:^|[ ,])(--[a-z][a-z-]*)", "\n".join(
            line for line in text.splitlines() if line.startswith("  -")), flags=re.MULTILINE))
        inner = text.partition("Subcommands:\n")[2]
        waiting += [(*path, name) for name in re.findall(r"^  ([a-z]+)", inner, flags=re.MULTILINE)]
    return found


class Installed(Scratch):
    def setUp(self):
        super().setUp()
        build = pathlib.Path(binary()).resolve().parent.parent
        done = output("cmake", "--install", build, "--prefix", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.completion = self.folder / "share" / "bash-completion" / "completions" / "kaitei"

    def test_the_program_runs(self):
        self.assertEqual(output(self.folder / "bin" / "kaitei", "--version").stdout, kaitei("--version").stdout)

    def test_the_manual_page(self):
        page = self.folder / "share" / "man" / "man1" / "kaitei.1"
        text = page.read_text(encoding="utf-8").replace("\\-", "-")
        for command, options in commands().items():
            if command and command != "geodata":
                section = text.partition(f".SS \"\\fBkaitei {command}\\fR")[2].partition("\n.S")[0]
                self.assertTrue(section, command)
                self.assertEqual([name for name in options if f"\\fB{name}\\fR" not in section], [], command)
        for tool in (("groff", "-man", "-Tutf8", "-ww", "-z"), ("mandoc", "-T", "lint", "-W", "error")):
            if shutil.which(tool[0]):
                done = output(*tool, page)
                self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""), tool[0])

    def completed(self, *words):
        """What bash offers after the words, the last one being typed."""
        script = f'source "{self.completion}"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kaitei; printf "%s\\n" "${{COMPREPLY[@]}}"'
        done = output("bash", "-euc", script, "bash", *words, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        return set(done.stdout.split())

    def test_bash_completes_commands_and_options(self):
        found = commands()
        self.assertEqual(self.completed("kaitei", ""), {name for name in found if name and " " not in name})
        self.assertEqual(self.completed("kaitei", "me"), {"merge"})
        self.assertEqual(self.completed("kaitei", "geodata", ""), {"check"})
        for command, options in found.items():
            self.assertLessEqual(options, self.completed("kaitei", *command.split(), "-"), command)
        self.assertEqual(self.completed("kaitei", "run", "x.toml", "--thr"), {"--threads"})
        self.assertEqual(self.completed("kaitei", "run", "-o", "run", "--tri"), {"--trials"}, "a file named like a command")

    def test_bash_completes_files(self):
        (self.folder / "experiment.toml").touch()
        self.assertEqual(self.completed("kaitei", "run", "exp"), {"experiment.toml"})

    def test_a_tab_in_an_interactive_bash(self):
        try:
            reader, writer = os.openpty()
        except OSError as none:
            self.skipTest(f"no terminal to open here: {none}")
        shell = subprocess.Popen(["bash", "--norc", "--noprofile", "-i"], stdin=writer, stdout=writer, stderr=writer,
                                 cwd=self.folder, start_new_session=True, env={**os.environ, "TERM": "dumb", "PS1": "> "})
        self.addCleanup(shell.wait)
        self.addCleanup(shell.kill)
        os.write(reader, f'source "{self.completion}"\nkaitei run x.toml --thre\t'.encode())
        shown, deadline = b"", time.monotonic() + 30
        while b"--threads" not in shown and time.monotonic() < deadline:
            if select.select([reader], [], [], 1)[0]:
                shown += os.read(reader, 4096)
        self.assertIn(b"kaitei run x.toml --threads", shown)

    def test_zsh_and_fish_read_theirs(self):
        for shell, path in (("zsh", "zsh/site-functions/_kaitei"), ("fish", "fish/vendor_completions.d/kaitei.fish")):
            file = self.folder / "share" / path
            text = file.read_text(encoding="utf-8")
            for option in commands()["run"]:
                self.assertIn(option if shell == "zsh" else f"-l {option[2:]} ", text)
            if shutil.which(shell):
                done = output(shell, "-n", file)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_fish_offers_commands(self):
        if not shutil.which("fish"):
            self.skipTest("fish is not installed")
        file = self.folder / "share" / "fish" / "vendor_completions.d" / "kaitei.fish"
        done = output("fish", "-c", f'source {file}; complete -C "kaitei geodata "; complete -C "kaitei run --thr"')
        self.assertRegex(done.stdout, r"^check\tEvery fault")
        self.assertRegex(done.stdout, r"(?m)^--threads\t")

    def test_an_unknown_shell(self):
        done = kaitei("completion", "csh")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r'"csh" is not known \(.+\); name bash, zsh or fish')


if __name__ == "__main__":
    unittest.main()
