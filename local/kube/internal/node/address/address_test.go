package address

import (
	"errors"
	"net/netip"
	"testing"
)

var network = netip.MustParsePrefix("127.99.7.0/24")

func TestAddressesAreGivenOnceAndReusedLate(t *testing.T) {
	pool := NewPool(network)
	first := take(t, pool, "a")
	if first != "127.99.7.1" {
		t.Errorf("first address is %s", first)
	}
	pool.Release("a", first)
	if second := take(t, pool, "b"); second == first {
		t.Errorf("%s is given again at once", first)
	}
}

func TestPoolRunsOut(t *testing.T) {
	pool := NewPool(network)
	for range 254 {
		take(t, pool, "a")
	}
	if _, err := pool.Take("b"); !errors.Is(err, ErrExhausted) {
		t.Errorf("got %v", err)
	}
	pool.Release("a", "127.99.7.9")
	if got := take(t, pool, "b"); got != "127.99.7.9" {
		t.Errorf("got %s", got)
	}
}

func TestReservation(t *testing.T) {
	pool := NewPool(network)
	if err := pool.Reserve("a", "127.99.7.2"); err != nil {
		t.Fatal(err)
	}
	if err := pool.Reserve("a", "127.99.7.2"); err != nil {
		t.Errorf("again by the same: %v", err)
	}
	for _, address := range []string{"127.99.7.2", "127.99.8.2", "127.99.7.0", "127.99.7.255", "nonsense"} {
		if err := pool.Reserve("b", address); err == nil {
			t.Errorf("b got %s", address)
		}
	}
	pool.Release("b", "127.99.7.2")
	if err := pool.Reserve("c", "127.99.7.2"); err == nil {
		t.Error("b gave back what was a's")
	}
}

func TestNetworkIsClaimedByOne(t *testing.T) {
	claim, err := Claim(network)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Claim(network); err == nil {
		t.Error("claimed twice")
	}
	other, second, err := ClaimFree(network)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if other == network {
		t.Error("a claimed network counts as free")
	}
	claim.Close()
	again, third, err := ClaimFree(network)
	if err != nil {
		t.Fatal(err)
	}
	defer third.Close()
	if again != network {
		t.Errorf("got %s, want the preferred %s", again, network)
	}
}

func take(t *testing.T, pool *Pool, owner string) string {
	t.Helper()
	address, err := pool.Take(owner)
	if err != nil {
		t.Fatal(err)
	}
	return address
}
