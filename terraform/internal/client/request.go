package client

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/hashicorp/go-retryablehttp"
)

// readsForOneChange are enough for the ten changes at once that Terraform makes of one resource.
const readsForOneChange = 20

// request is one call; body and into may be nil.
type request struct {
	method string
	path   string
	header map[string]string
	body   any
	into   any
}

// send returns the answer's headers, or a *Problem when the control plane refused.
func (c *Client) send(ctx context.Context, r request) (http.Header, error) {
	sent, err := c.build(ctx, r)
	if err != nil {
		return nil, err
	}
	answer, err := c.http.Do(sent)
	if err != nil {
		return nil, fmt.Errorf("call the control plane: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusBadRequest {
		return nil, problemOf(answer)
	}
	if r.into == nil {
		_, err = io.Copy(io.Discard, answer.Body)
		return answer.Header, err
	}
	if err := json.NewDecoder(answer.Body).Decode(r.into); err != nil {
		return nil, fmt.Errorf("read the answer of %s %s: %w", r.method, r.path, err)
	}
	return answer.Header, nil
}

func (c *Client) build(ctx context.Context, r request) (*retryablehttp.Request, error) {
	var body []byte
	if r.body != nil {
		encoded, err := json.Marshal(r.body)
		if err != nil {
			return nil, fmt.Errorf("encode the body of %s %s: %w", r.method, r.path, err)
		}
		body = encoded
	}
	sent, err := retryablehttp.NewRequest(r.method, c.base+"/v1"+r.path, nil)
	if err != nil {
		return nil, err
	}
	if body != nil {
		if err := sent.SetBody(bytes.NewReader(body)); err != nil {
			return nil, err
		}
		sent.Header.Set("Content-Type", "application/json")
	}
	c.authorize(sent.Header)
	for name, value := range r.header {
		sent.Header.Set(name, value)
	}
	return sent.WithContext(context.WithValue(ctx, repeatable{}, isRepeatable(r.method, sent.Header))), nil
}

func get[T any](ctx context.Context, c *Client, path string) (found T, err error) {
	_, err = c.send(ctx, request{method: http.MethodGet, path: path, into: &found})
	return found, err
}

func post[T any](ctx context.Context, c *Client, path string, body any) (made T, err error) {
	header := map[string]string{"Idempotency-Key": rand.Text()}
	_, err = c.send(ctx, request{method: http.MethodPost, path: path, header: header, body: body, into: &made})
	return made, err
}

// patch sends changes that name only the fields that are to change, so that another's changes to other fields stay.
func patch[T any](ctx context.Context, c *Client, path string, changes any) (T, error) {
	return patchFrom(ctx, c, path, func(T) (any, error) { return changes, nil })
}

// patchFrom sends the changes of what is there, under the ETag it was read with. When somebody else was faster (412) it reads
// again and asks for the changes again.
func patchFrom[T any](ctx context.Context, c *Client, path string, changes func(T) (any, error)) (changed T, err error) {
	for range readsForOneChange {
		var found T
		var header http.Header
		header, err = c.send(ctx, request{method: http.MethodGet, path: path, into: &found})
		if err != nil {
			return changed, err
		}
		var wanted any
		if wanted, err = changes(found); err != nil {
			return changed, err
		}
		match := map[string]string{"If-Match": header.Get("ETag")}
		_, err = c.send(ctx, request{method: http.MethodPatch, path: path, header: match, body: wanted, into: &changed})
		if !hasStatus(err, http.StatusPreconditionFailed) {
			return changed, err
		}
	}
	return changed, err
}

func (c *Client) remove(ctx context.Context, path string) error {
	_, err := c.send(ctx, request{method: http.MethodDelete, path: path})
	if IsNotFound(err) {
		return nil
	}
	return err
}

// list follows the cursors to the end.
func list[T any](ctx context.Context, c *Client, path string, query url.Values) ([]T, error) {
	var all []T
	for {
		page, err := get[struct {
			Items      []T     `json:"items"`
			NextCursor *string `json:"nextCursor"`
		}](ctx, c, path+"?"+query.Encode())
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if page.NextCursor == nil || *page.NextCursor == "" {
			return all, nil
		}
		query.Set("cursor", *page.NextCursor)
	}
}

func at(collection, id string) string {
	return collection + "/" + url.PathEscape(id)
}
