package check

// For namegen, which must cut and fold names as the check does.

// MaxLatinChunk and MaxOtherChunk are the most letters in a chunk.
const (
	MaxLatinChunk = maxLatinChunk
	MaxOtherChunk = maxOtherChunk
)

// LatinName folds a name in Latin letters.
func LatinName(s string) []rune { return latinName(s) }

// OtherName folds a name in Cyrillic or Arabic letters.
func OtherName(s string) []rune { return otherName(s) }
