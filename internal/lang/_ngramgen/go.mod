module github.com/dragoman-news/dragoman/internal/lang/ngramgen

go 1.26.0

require (
	github.com/klauspost/compress v1.20.3
	github.com/pemistahl/lingua-go v1.4.0
	google.golang.org/protobuf v1.31.0
)

require github.com/google/go-cmp v0.6.0 // indirect
