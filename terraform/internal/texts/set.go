// Package texts turns sets of texts into slices and back.
package texts

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Of is what a set has; nil for a null one.
func Of(ctx context.Context, set types.Set) (all []string, diagnostics diag.Diagnostics) {
	diagnostics = set.ElementsAs(ctx, &all, false)
	return all, diagnostics
}

// OrNull is a set of these; null when there are none.
func OrNull(ctx context.Context, all []string) (types.Set, diag.Diagnostics) {
	if len(all) == 0 {
		return types.SetNull(types.StringType), nil
	}
	return types.SetValueFrom(ctx, types.StringType, all)
}
