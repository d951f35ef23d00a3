package pod

import "time"

const (
	firstBackoff = 10 * time.Second
	lastBackoff  = 5 * time.Minute
	// calm is how long a container must have run for its crashes to be forgotten.
	calm = 10 * time.Minute
)

// backoff is how long a container that ends waits before it runs again: not at all at first, then ever longer.
type backoff struct {
	delay time.Duration
}

// next gives the wait after a run that lasted ran.
func (b *backoff) next(ran time.Duration) time.Duration {
	if ran >= calm {
		b.delay = 0
	}
	wait := b.delay
	b.delay = min(lastBackoff, max(firstBackoff, 2*b.delay))
	return wait
}
