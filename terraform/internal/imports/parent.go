// Package imports takes ids of things to import apart.
package imports

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// ByParent takes the id of what it is in and its own, as it is only found there. The form, such as cls_…/bsc_…, is what an
// error asks for.
func ByParent(ctx context.Context, parent, form string, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	outer, id, both := strings.Cut(request.ID, "/")
	outerForm, idForm, _ := strings.Cut(form, "/")
	if !both || !fits(outer, outerForm) || !fits(id, idForm) {
		response.Diagnostics.AddError("No id to import", "Import by two ids, "+form+"; this is "+request.ID+".")
		return
	}
	response.Diagnostics.Append(response.State.SetAttribute(ctx, path.Root(parent), outer)...)
	response.Diagnostics.Append(response.State.SetAttribute(ctx, path.Root("id"), id)...)
}

// fits tells whether an id begins as one of its form does.
func fits(id, form string) bool {
	prefix := strings.TrimSuffix(form, "…")
	return len(id) > len(prefix) && strings.HasPrefix(id, prefix)
}
