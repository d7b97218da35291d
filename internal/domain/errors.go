package domain

import "errors"

// The classes of errors. An error that belongs to a class wraps it; one table
// each maps classes to exit codes, HTTP statuses and job outcomes.
var (
	// ErrNotFound says that what was asked for does not exist.
	ErrNotFound = errors.New("not found")
	// ErrInvalid says that what was given cannot be used as it is.
	ErrInvalid = errors.New("invalid")
	// ErrPermanent says that trying again would fail the same way.
	ErrPermanent = errors.New("permanent failure")
	// ErrRateLimited says that the other side asked to wait.
	ErrRateLimited = errors.New("rate limited")
	// ErrForbidden says that a rule (robots.txt, the address guard, a
	// rights policy) does not allow what was asked for.
	ErrForbidden = errors.New("not allowed")
)
