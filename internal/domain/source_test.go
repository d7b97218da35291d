package domain_test

import (
	"errors"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/source"
)

func TestPollStateIsSourceState(t *testing.T) {
	t.Parallel()
	state := source.State{Interval: time.Hour, Failures: 2, Unchanged: 3}
	if source.State(domain.PollState(state)) != state { // that it compiles is the test
		t.Error("a state does not survive its conversion")
	}
}

func TestSourceValidate(t *testing.T) {
	t.Parallel()
	good := domain.Source{Name: "N", Address: "https://example.org/feed", Host: "example.org", Mode: domain.ModeFull}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(s *domain.Source){
		"no name":    func(s *domain.Source) { s.Name = "" },
		"no address": func(s *domain.Source) { s.Address = "" },
		"no host":    func(s *domain.Source) { s.Host = "" },
		"no mode":    func(s *domain.Source) { s.Mode = "" },
		"negative":   func(s *domain.Source) { s.MinEvery = -1 },
		"crossed":    func(s *domain.Source) { s.MinEvery, s.MaxEvery = time.Hour, time.Minute },
	} {
		s := good
		spoil(&s)
		if err := s.Validate(); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
