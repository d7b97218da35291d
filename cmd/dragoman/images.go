package main

import (
	"encoding/base64"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/fetch"
)

// maxImageBytes bounds one picture that is put into a page.
const maxImageBytes = 4 << 20

// embedImages returns what page.Options.Image asks for: a data: address with
// the picture itself. A picture that can't be had stays a link.
func (p *program) embedImages(cmd *cobra.Command) (func(address string) string, error) {
	client, err := p.client(cmd.ErrOrStderr())
	if err != nil {
		return nil, err
	}
	return func(address string) string {
		response, err := client.Get(cmd.Context(), fetch.Request{URL: address, Accept: "image/*"})
		if err != nil || len(response.Body) > maxImageBytes || !strings.HasPrefix(response.MediaType(), "image/") {
			return ""
		}
		return "data:" + response.MediaType() + ";base64," + base64.StdEncoding.EncodeToString(response.Body)
	}, nil
}
