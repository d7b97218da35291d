//go:build !noasm

package kernel

import (
	"sync"
	"syscall"
)

// Linux gives a process tiles on request (Documentation/arch/x86/xstate.rst).
const (
	archRequestPermission = 0x1023 // ARCH_REQ_XCOMP_PERM
	tileData              = 18     // XFEATURE_XTILEDATA
)

// tilesPermitted asks the system for the use of AMX, once.
var tilesPermitted = sync.OnceValue(func() bool {
	_, _, errno := syscall.RawSyscall(syscall.SYS_ARCH_PRCTL, archRequestPermission, tileData, 0)
	return errno == 0
})
