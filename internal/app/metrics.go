package app

import (
	"context"
	"runtime"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/cache"
)

// metrics is what Prometheus is told. docs/running.md lists it.
type metrics struct {
	registry *prometheus.Registry
	attempts *prometheus.CounterVec   // kind, outcome
	words    *prometheus.CounterVec   // edition
	findings *prometheus.CounterVec   // edition, severity
	latency  *prometheus.HistogramVec // edition
	took     *prometheus.HistogramVec // kind
	requests *prometheus.CounterVec   // route, code
	answered *prometheus.HistogramVec // route
}

func newMetrics(version string) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		attempts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dragoman_job_attempts_total", Help: "Attempts at jobs that have ended, by kind of job and outcome.",
		}, []string{"kind", "outcome"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "dragoman_job_seconds", Help: "How long attempts at jobs took.",
			Buckets: []float64{.01, .03, .1, .3, 1, 3, 10, 30, 100, 300, 1000},
		}, []string{"kind"}),
		words: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dragoman_words_total", Help: "Words of the translations that were published.",
		}, []string{"edition"}),
		findings: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dragoman_findings_total", Help: "What checks found in the translations that were published.",
		}, []string{"edition", "severity"}),
		latency: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "dragoman_publish_latency_seconds", Help: "From a source's item first seen to its translation published.",
			Buckets: []float64{1, 3, 10, 30, 60, 120, 300, 600, 1800, 3600, 6 * 3600, 24 * 3600},
		}, []string{"edition"}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dragoman_http_requests_total", Help: "Requests of readers, by kind of page and status.",
		}, []string{"route", "code"}),
		answered: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "dragoman_http_seconds", Help: "How long answers to readers took.",
			Buckets: []float64{.0003, .001, .003, .01, .03, .1, .3, 1, 3, 10},
		}, []string{"route"}),
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "dragoman_build_info", Help: "1, with the version as a label."}, []string{"version", "go"})
	build.WithLabelValues(version, runtime.Version()).Set(1)
	m.registry.MustRegister(m.attempts, m.took, m.words, m.findings, m.latency, m.requests, m.answered, build, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) jobDone(kind string, how queue.Outcome, took time.Duration) {
	m.attempts.WithLabelValues(kind, string(how)).Inc()
	m.took.WithLabelValues(kind).Observe(took.Seconds())
}

// published counts a translation that readers see now; the article was first
// heard of at heard.
func (m *metrics) published(e domain.Edited, heard time.Time) {
	m.words.WithLabelValues(e.Edition).Add(float64(e.Content.Article.Document.Words()))
	for _, s := range e.Content.Segments {
		for _, f := range s.Findings {
			m.findings.WithLabelValues(e.Edition, string(f.Severity)).Inc()
		}
	}
	m.latency.WithLabelValues(e.Edition).Observe(time.Since(heard).Seconds())
}

func (m *metrics) requestDone(route string, code int, took time.Duration) {
	m.requests.WithLabelValues(route, strconv.Itoa(code)).Inc()
	m.answered.WithLabelValues(route).Observe(took.Seconds())
}

// stock counts, when it is asked, what the database and the cache hold.
type stock struct {
	store *store.Store
	queue *queue.Queue
	pages *cache.Cache
}

// stockTimeout bounds the counting for one scrape.
const stockTimeout = 10 * time.Second

var (
	jobsDesc         = prometheus.NewDesc("dragoman_jobs", "Jobs, by queue and state.", []string{"queue", "state"}, nil)
	sourcesDesc      = prometheus.NewDesc("dragoman_sources", "Sources, by health; paused ones are a health of their own.", []string{"health"}, nil)
	itemsDesc        = prometheus.NewDesc("dragoman_items", "Items that sources offered: read, unread, or with a problem.", []string{"state"}, nil)
	articlesDesc     = prometheus.NewDesc("dragoman_articles", "Articles.", nil, nil)
	translationsDesc = prometheus.NewDesc("dragoman_translations", "Translations, by edition and status.", []string{"edition", "status"}, nil)
	cachedDesc       = prometheus.NewDesc("dragoman_cache_bytes", "Size of the pages that are kept in memory.", nil, nil)
	cacheDesc        = prometheus.NewDesc("dragoman_cache_requests_total", "Requests that were answered with a kept page (hit) or a page made anew (miss).", []string{"result"}, nil)
)

// Describe implements prometheus.Collector.
func (s stock) Describe(c chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{jobsDesc, sourcesDesc, itemsDesc, articlesDesc, translationsDesc, cachedDesc, cacheDesc} {
		c <- d
	}
}

// Collect implements prometheus.Collector.
func (s stock) Collect(c chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), stockTimeout)
	defer cancel()
	gauge := func(d *prometheus.Desc, n int, labels ...string) {
		c <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(n), labels...)
	}
	cached := s.pages.Stats()
	gauge(cachedDesc, int(cached.Bytes))
	c <- prometheus.MustNewConstMetric(cacheDesc, prometheus.CounterValue, float64(cached.Hits), "hit")
	c <- prometheus.MustNewConstMetric(cacheDesc, prometheus.CounterValue, float64(cached.Misses), "miss")
	jobs, err := s.queue.Status(ctx)
	if err != nil {
		c <- prometheus.NewInvalidMetric(jobsDesc, err)
	}
	for _, j := range jobs {
		gauge(jobsDesc, int(j.Jobs), j.Queue, j.State)
	}
	sources, err := s.store.Sources(ctx)
	if err != nil {
		c <- prometheus.NewInvalidMetric(sourcesDesc, err)
	}
	for health, n := range healths(sources) {
		gauge(sourcesDesc, n, health)
	}
	counts, err := s.store.Counts(ctx)
	if err != nil {
		c <- prometheus.NewInvalidMetric(itemsDesc, err)
		return
	}
	gauge(itemsDesc, counts.Unread, "unread")
	gauge(itemsDesc, counts.Problems, "problem")
	gauge(itemsDesc, counts.Items-counts.Unread-counts.Problems, "read")
	gauge(articlesDesc, counts.Articles)
	for edition, statuses := range counts.Translations {
		for status, n := range statuses {
			gauge(translationsDesc, n, edition, string(status))
		}
	}
}

// healths counts sources by their health.
func healths(sources []domain.Source) map[string]int {
	n := map[string]int{}
	for _, s := range sources {
		switch {
		case s.Paused:
			n["paused"]++
		case s.Poll.Health == "":
			n["new"]++
		default:
			n[s.Poll.Health]++
		}
	}
	return n
}
