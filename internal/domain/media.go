package domain

import (
	"crypto/sha256"
	"encoding/hex"
)

// Media is a picture of articles, kept so that readers load it from us and tell
// nobody else what they read.
type Media struct {
	Key    string `json:"key"`  // 32 hexadecimal digits: see MediaKey
	URL    string `json:"url"`  // where it came from
	Size   string `json:"size"` // "large" or "small": MediaLarge, MediaSmall
	Type   string `json:"type"` // media type of Data
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Data   []byte `json:"-"`
}

// The sizes that are kept of each picture, by their greatest width in pixels.
const (
	MediaLarge = "large" // 1280
	MediaSmall = "small" // 480
)

// MediaKey returns what identifies the picture at an address.
func MediaKey(address string) string {
	sum := sha256.Sum256([]byte(address))
	return hex.EncodeToString(sum[:16])
}
