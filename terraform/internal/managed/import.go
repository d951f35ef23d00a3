package managed

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// ImportState takes the ids of what one is in and its own, as it is only found there; the id alone where that finds it.
func (l *lifecycle[M, W, C, O]) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	if l.kind.Parent == "" {
		resource.ImportStatePassthroughID(ctx, path.Root("id"), request, response)
		return
	}
	if !slices.ContainsFunc(l.kind.Import, func(form string) bool { return fits(request.ID, form) }) {
		response.Diagnostics.AddError("No id to import", "Import by "+strings.Join(l.kind.Import, " or ")+"; this is "+request.ID+".")
		return
	}
	parent, id, _ := strings.Cut(request.ID, "/")
	response.Diagnostics.Append(response.State.SetAttribute(ctx, path.Root(l.kind.Parent), parent)...)
	response.Diagnostics.Append(response.State.SetAttribute(ctx, path.Root("id"), id)...)
}

// fits tells whether each part of an id begins as that of its form does, and goes on.
func fits(id, form string) bool {
	parts, forms := strings.Split(id, "/"), strings.Split(form, "/")
	if len(parts) != len(forms) {
		return false
	}
	for i, part := range parts {
		prefix := strings.TrimSuffix(forms[i], "…")
		if len(part) <= len(prefix) || !strings.HasPrefix(part, prefix) {
			return false
		}
	}
	return true
}
