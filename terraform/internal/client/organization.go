package client

import (
	"context"
	"net/url"
)

// in is the path of what an organisation has of one kind.
func in(organization, collection string) string {
	return at("/organizations", organization) + "/" + collection
}

// allOf lists what an organisation has of one kind.
func allOf[T any](ctx context.Context, c *Client, organization, collection string) ([]T, error) {
	return list[T](ctx, c, in(organization, collection), url.Values{"limit": {"200"}})
}
