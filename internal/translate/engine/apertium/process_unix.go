//go:build unix

package apertium

import (
	"os/exec"
	"syscall"
)

// inOwnGroup makes a cancelled command end with all the processes of its pipeline.
func inOwnGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
