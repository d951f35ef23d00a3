// Package replace has a plan modifier of attributes that are only said when something is made.
package replace

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
)

// Description of the modifier.
const Description = "A change of what the state knows makes a new one; after an import it knows nothing."

// StringWhenKnown makes a new one when a text changes, unless an import has left it unknown to the state.
func StringWhenKnown() planmodifier.String {
	return stringplanmodifier.RequiresReplaceIf(
		func(_ context.Context, request planmodifier.StringRequest, response *stringplanmodifier.RequiresReplaceIfFuncResponse) {
			response.RequiresReplace = !request.StateValue.IsNull()
		}, Description, Description)
}
