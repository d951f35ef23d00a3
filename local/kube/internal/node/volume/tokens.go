package volume

import (
	"context"
	"fmt"
	"sync"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
)

// Tokens gets service account tokens for pods and renews them in time. It is safe for concurrent use.
type Tokens struct {
	client kubernetes.Interface

	mu     sync.Mutex
	tokens map[tokenKey]token
}

type tokenKey struct {
	pod      types.UID
	audience string
	seconds  int64
}

type token struct {
	text    string
	renewAt time.Time
}

// NewTokens gets tokens from the API server that client talks to.
func NewTokens(client kubernetes.Interface) *Tokens {
	return &Tokens{client: client, tokens: map[tokenKey]token{}}
}

// Get gives a token for pod with at least a fifth of its life before it.
func (t *Tokens) Get(ctx context.Context, pod *v1.Pod, projection *v1.ServiceAccountTokenProjection) (string, error) {
	seconds := int64(time.Hour / time.Second)
	if projection.ExpirationSeconds != nil {
		seconds = *projection.ExpirationSeconds
	}
	key := tokenKey{pod: pod.UID, audience: projection.Audience, seconds: seconds}
	t.mu.Lock()
	known, ok := t.tokens[key]
	t.mu.Unlock()
	if ok && time.Now().Before(known.renewAt) {
		return known.text, nil
	}
	fresh, err := t.request(ctx, pod, projection.Audience, seconds)
	if err != nil {
		return "", fmt.Errorf("no token for service account %q: %w", pod.Spec.ServiceAccountName, err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tokens[key] = fresh
	return fresh.text, nil
}

// Forget drops the tokens of a pod that is gone.
func (t *Tokens) Forget(pod types.UID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for key := range t.tokens {
		if key.pod == pod {
			delete(t.tokens, key)
		}
	}
}

func (t *Tokens) request(ctx context.Context, pod *v1.Pod, audience string, seconds int64) (token, error) {
	request := &authenticationv1.TokenRequest{Spec: authenticationv1.TokenRequestSpec{
		ExpirationSeconds: &seconds,
		BoundObjectRef: &authenticationv1.BoundObjectReference{
			APIVersion: "v1", Kind: "Pod", Name: pod.Name, UID: pod.UID,
		},
	}}
	if audience != "" {
		request.Spec.Audiences = []string{audience}
	}
	now := time.Now()
	answer, err := t.client.CoreV1().ServiceAccounts(pod.Namespace).
		CreateToken(ctx, pod.Spec.ServiceAccountName, request, metav1.CreateOptions{})
	if err != nil {
		return token{}, err
	}
	life := answer.Status.ExpirationTimestamp.Sub(now)
	return token{text: answer.Status.Token, renewAt: now.Add(life * 4 / 5)}, nil
}
