package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

func newConfig(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "config",
		Short: "Print every setting and where its value came from",
		Long: "Print every setting, its value and where it came from. Settings come from built-in\n" +
			"defaults, a YAML file, environment variables and flags, each stronger than the last.\n" +
			"The environment variable of models.dir is DRAGOMAN_MODELS_DIR, and so on.",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
			fmt.Fprintln(w, "SETTING\tVALUE\tFROM\tMEANING")
			for _, s := range p.settings {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", s.Key, s.Value, s.Origin, s.Doc)
			}
			return w.Flush()
		},
	}
}
