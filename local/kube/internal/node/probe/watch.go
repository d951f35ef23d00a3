package probe

import (
	"context"
	"time"

	v1 "k8s.io/api/core/v1"
)

// Observer hears what a probe finds.
type Observer struct {
	// Changed is called when enough answers in a row have been the same: at first and when it is another than before.
	Changed func(healthy bool, message string)
	// Failed is called at each answer that is no.
	Failed func(message string)
}

// Watch asks again and again until ctx is done.
func Watch(ctx context.Context, p *v1.Probe, ask func(context.Context) (bool, string), observer Observer) {
	timer := time.NewTimer(time.Duration(p.InitialDelaySeconds) * time.Second)
	defer timer.Stop()
	count := counter{success: max(1, p.SuccessThreshold), failure: max(1, p.FailureThreshold)}
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		ok, message := ask(ctx)
		if ctx.Err() != nil {
			return
		}
		if !ok {
			observer.Failed(message)
		}
		if count.add(ok) {
			observer.Changed(ok, message)
		}
		timer.Reset(time.Duration(max(1, p.PeriodSeconds)) * time.Second)
	}
}

// counter finds out when as many answers in a row as asked for have been the same.
type counter struct {
	success, failure int32
	run              int32
	lastAnswer       bool
	known, healthy   bool
}

// add counts an answer and tells whether it settles a change of health.
func (c *counter) add(ok bool) bool {
	if ok != c.lastAnswer {
		c.run = 0
	}
	c.lastAnswer = ok
	c.run++
	needed := c.failure
	if ok {
		needed = c.success
	}
	if c.run < needed || c.known && c.healthy == ok {
		return false
	}
	c.known, c.healthy = true, ok
	return true
}
