package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

func TestOnlyCallsThatCannotTakeEffectTwiceAreRepeated(t *testing.T) {
	for _, call := range []struct {
		method, header string
		want           bool
	}{
		{http.MethodGet, "", true},
		{http.MethodDelete, "", true},
		{http.MethodPost, "", false},
		{http.MethodPost, "Idempotency-Key", true},
		{http.MethodPatch, "", false},
		{http.MethodPatch, "If-Match", true},
	} {
		header := http.Header{}
		if call.header != "" {
			header.Set(call.header, "x")
		}
		if got := isRepeatable(call.method, header); got != call.want {
			t.Errorf("%s with %q: %t", call.method, call.header, got)
		}
	}
}

func TestWhatMayHaveTakenEffectIsNotRepeatedBlindly(t *testing.T) {
	unsafe := context.WithValue(t.Context(), repeatable{}, false)
	for status, want := range map[int]bool{429: true, 502: false, 503: false, 504: false, 500: false} {
		answer := &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(""))}
		if again, err := worthRetrying(unsafe, answer, nil); again != want || err != nil {
			t.Errorf("%d: %t, %v", status, again, err)
		}
	}
	if again, _ := worthRetrying(unsafe, nil, errors.New("connection reset")); again {
		t.Error("a lost connection is repeated")
	}
}

func TestPausesGrowAndHonourWhatIsAskedFor(t *testing.T) {
	for tries, most := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 5 * time.Second, 5 * time.Second} {
		got := pause(time.Second, 5*time.Second, tries, nil)
		if got < most/2 || got > most {
			t.Errorf("try %d: %s, want %s to %s", tries, got, most/2, most)
		}
	}
	asked := func(text string) time.Duration {
		return pause(time.Second, 5*time.Second, 0, &http.Response{StatusCode: 502, Header: http.Header{"Retry-After": {text}}})
	}
	if got := asked("30"); got != 30*time.Second {
		t.Errorf("30 seconds are %s", got)
	}
	if got := asked(time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)); got < 59*time.Minute || got > time.Hour {
		t.Errorf("a date in an hour is %s", got)
	}
	for _, less := range []string{"soon", "0", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat)} {
		if got := asked(less); got < time.Second/2 || got > time.Second {
			t.Errorf("%s is %s", less, got)
		}
	}
}

// The CLI is held to the same rows.
func TestItIsAsTheDocumentationHasIt(t *testing.T) {
	text, err := os.ReadFile("../../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{
		fmt.Sprintf("| tries of a call, at most | %d |", 1+DefaultPace.Retries),
		fmt.Sprintf("| first pause, doubled each time | %d ms |", DefaultPace.Shortest.Milliseconds()),
		fmt.Sprintf("| longest pause | %g s |", DefaultPace.Longest.Seconds()),
		fmt.Sprintf("| longest `Retry-After` | %g s |", longestAsked.Seconds()),
		fmt.Sprintf("| one try | %g s |", DefaultPace.PerTry.Seconds()),
		fmt.Sprintf("| reads for one change, at most | %d |", readsForOneChange),
	} {
		if !strings.Contains(string(text), "\n"+row+"\n") {
			t.Errorf("docs/api.md does not say %s", row)
		}
	}
}
