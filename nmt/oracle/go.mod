module github.com/dragoman-news/dragoman/nmt/oracle

go 1.26.0

require github.com/KSpaceer/gobergamot v0.1.0
