module github.com/dragoman-news/dragoman/nmt/oracle

go 1.26.0

require (
	github.com/KSpaceer/gobergamot v0.1.0
	github.com/dragoman-news/dragoman v0.0.0-00010101000000-000000000000
)

require (
	github.com/jerbob92/wazero-emscripten-embind v1.5.0 // indirect
	github.com/tetratelabs/wazero v1.8.1 // indirect
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

replace github.com/dragoman-news/dragoman => ../..

replace github.com/tetratelabs/wazero => github.com/tetratelabs/wazero v1.6.1-0.20240212014225-184a6a0d1ec0
