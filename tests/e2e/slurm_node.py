"""A real Slurm of one node for tests: munged, slurmctld and slurmd in a folder of their own, stopped at the end.

Needs root and Debian's slurm-wlm and munge; without them the test is skipped.
"""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

NEEDED = ("/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd")
CONFIGURATION = """\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket,cred_expire=5
CredType=cred/munge
SlurmctldPort={port}
SlurmdPort={next_port}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
SwitchType=switch/none
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,bf_interval=1,sched_interval=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
KillWait=5
MinJobAge=600
MailProg=/bin/true
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory=1000 State=UNKNOWN
PartitionName=test Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def skip_unless_possible():
    missing = [path for path in NEEDED if not os.path.exists(path)]
    if not os.path.exists("/sys/devices/system/cpu"):
        missing.append("/sys, which slurmd counts the cores by")
    if os.geteuid() != 0:
        missing.append("root's rights")
    if missing:
        print("skipped: no " + ", no ".join(missing))
        sys.exit(77)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class SlurmNode:
    def __enter__(self):
        # /tmp itself may be closed to munge's user: it refuses sockets below folders that others may write.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kaitei-slurm-", dir="/var/tmp"))
        self.folder.chmod(0o755)
        for name, mode in (("munge", 0o711), ("state", 0o700), ("spool", 0o755)):
            (self.folder / name).mkdir()
            (self.folder / name).chmod(mode)
        key = self.folder / "munge/key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        self.configuration = self.folder / "slurm.conf"
        port = free_port()
        self.configuration.write_text(CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], folder=self.folder, port=port, next_port=free_port(),
            cores=os.cpu_count()))
        self.environment = {**os.environ, "SLURM_CONF": str(self.configuration)}
        munge = self.folder / "munge"
        self.call("/usr/sbin/munged", "--force", f"--key-file={key}", f"--socket={munge}/socket", f"--pid-file={munge}/pid",
                  f"--log-file={munge}/log", f"--seed-file={munge}/seed", "--num-threads=2")
        self.call("/usr/sbin/slurmctld", "-f", self.configuration)
        self.call("/usr/sbin/slurmd", "-f", self.configuration)
        deadline = time.monotonic() + 60
        while "idle" not in self.call("sinfo", "-h", "-o", "%T", check=False).stdout:
            if time.monotonic() > deadline:
                raise RuntimeError("slurmd did not come up: " + (self.folder / "slurmd.log").read_text()[-2000:])
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        for name in ("slurmd.pid", "slurmctld.pid", "munge/pid"):
            file = self.folder / name
            if file.exists():
                subprocess.run(["kill", file.read_text().strip()], check=False)
        time.sleep(0.5)
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, *command, check=True, **options):
        done = subprocess.run([str(word) for word in command], env=self.environment, capture_output=True, text=True,
                              timeout=60, **options)
        if check and done.returncode != 0:
            raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")
        return done

    def wait_until_empty(self, seconds):
        deadline = time.monotonic() + seconds
        while self.call("squeue", "-h").stdout.strip():
            if time.monotonic() > deadline:
                raise RuntimeError("jobs did not end: " + self.call("squeue", "-l").stdout)
            time.sleep(0.2)
