package main

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/rights"
	"github.com/dragoman-news/dragoman/internal/source"
)

// sourceFields is what flags say of a source.
type sourceFields struct {
	name, lang, section, mode, licence, engine, selector string
	editions, include, exclude, checks                   []string
	minEvery, maxEvery                                   time.Duration
}

func (f *sourceFields) declare(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.name, "name", "", "`name` that readers see")
	flags.StringVar(&f.lang, "lang", "", "`language` of its articles")
	flags.StringVar(&f.section, "section", "", "`section` of the site that its articles go into")
	flags.StringSliceVar(&f.editions, "edition", nil, "`edition` that it goes into; may be given again")
	flags.StringVar(&f.mode, "mode", "", "how much readers see, a `mode`: full, excerpt, headline or monitor (nothing, for editors only)")
	flags.StringVar(&f.licence, "licence", "", "the `statement` that allows translations to be published, such as 'CC BY 4.0'")
	flags.StringVar(&f.engine, "engine", "", "`engine` that translates it (default: the edition's choice)")
	flags.StringVar(&f.selector, "selector", "", "CSS `selector` of the links to articles on a page")
	flags.StringArrayVar(&f.include, "include", nil, "take only items that match a `rule`: words, or /a regular expression/; may be given again")
	flags.StringArrayVar(&f.exclude, "exclude", nil, "leave out items that match a `rule`; may be given again")
	flags.StringArrayVar(&f.checks, "check", nil, "severity of a check for its articles, as `RULE=block`, warn, note or off (rules: dragoman check --help); may be given again")
	flags.DurationVar(&f.minEvery, "min-every", 0, "least `time` between two polls, such as 10m")
	flags.DurationVar(&f.maxEvery, "max-every", 0, "greatest `time` between two polls, such as 6h")
	_ = cmd.RegisterFlagCompletionFunc("mode", cobra.FixedCompletions([]string{"full", "excerpt", "headline", "monitor"}, cobra.ShellCompDirectiveNoFileComp))
}

// apply puts the flags that were given into s.
func (f *sourceFields) apply(cmd *cobra.Command, s *domain.Source) (err error) {
	given := cmd.Flags().Changed
	set := func(flag string, field *string, value string) {
		if given(flag) {
			*field = value
		}
	}
	set("name", &s.Name, f.name)
	set("section", &s.Section, f.section)
	set("licence", &s.Licence, strings.TrimSpace(f.licence))
	set("engine", &s.Engine, f.engine)
	set("selector", &s.Selector, f.selector)
	if given("mode") {
		s.Mode = domain.SourceMode(f.mode)
	}
	if given("lang") && f.lang != "" {
		if s.Lang, err = language(f.lang); err != nil {
			return err
		}
	} else if given("lang") {
		s.Lang = ""
	}
	for _, l := range []struct {
		flag  string
		field *[]string
		value []string
	}{{"edition", &s.Editions, f.editions}, {"include", &s.Include, f.include}, {"exclude", &s.Exclude, f.exclude}, {"check", &s.Checks, f.checks}} {
		if given(l.flag) { // an empty one takes all away
			*l.field = slices.DeleteFunc(slices.Clone(l.value), func(v string) bool { return v == "" })
		}
	}
	if given("min-every") {
		s.MinEvery = f.minEvery
	}
	if given("max-every") {
		s.MaxEvery = f.maxEvery
	}
	return nil
}

// validSource reports what keeps a source from being followed.
func validSource(ctx context.Context, a *app.App, s domain.Source) error {
	if err := s.Validate(); err != nil {
		return err
	}
	for _, e := range s.Editions {
		if _, err := a.Store.Edition(ctx, e); err != nil {
			return fmt.Errorf("there is no edition %q: make it with dragoman edition add %s: %w", e, e, domain.ErrInvalid)
		}
	}
	if _, err := source.NewFilter(s.Include, s.Exclude); err != nil {
		return err
	}
	if err := (&check.Config{}).Adjust(s.Checks...); err != nil {
		return err
	}
	if s.Selector != "" {
		base := &url.URL{Scheme: "https", Host: s.Host}
		if _, err := source.Section(source.Body{URL: base, Text: "<p>"}, s.Selector); err != nil {
			return err
		}
	}
	if s.Engine != "" {
		if _, err := a.Router(s.Engine); err != nil {
			return err
		}
	}
	return licensed(s)
}

// licensed reports a mode that shows more than the licence that is stated
// allows. That a page can be read by everybody is no permission to publish its
// translation; a Creative Commons licence with ND forbids it.
func licensed(s domain.Source) error {
	cc, known := rights.Licence([]domain.LicenceSignal{{Kind: "rel-license", Value: s.Licence}})
	switch {
	case s.Mode == domain.ModeMonitor:
		return nil
	case known && cc.NoDerivatives:
		return fmt.Errorf("%s forbids translations (ND: no derivatives): use --mode monitor, for editors only: %w", cc.Name, domain.ErrForbidden)
	case s.Licence == "" && s.Mode != domain.ModeHeadline:
		return fmt.Errorf("mode %s needs --licence: a translation may only be published where something allows it, and that a page can be read is no permission.\n"+
			"State what does, as in --licence 'CC BY 4.0' or --licence 'agreement with the publisher of 3 May 2026'.\n"+
			"Without one, use --mode headline (the headline with a link to the original) or --mode monitor (for editors only): %w", s.Mode, domain.ErrForbidden)
	}
	return nil
}
