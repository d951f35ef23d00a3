package apikey

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
)

const (
	usualOverlapSeconds   = 24 * 60 * 60
	longestOverlapSeconds = 30 * usualOverlapSeconds
)

func rotation() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"rotation_trigger": schema.StringAttribute{
			MarkdownDescription: "Any text. When it becomes another one the key is rotated, in place: a new key that opens the same, with another `id` and `secret`. Taking it away does nothing.",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
		},
		"rotation_overlap_seconds": schema.Int64Attribute{
			MarkdownDescription: "How long the old key still holds after a rotation, 0 to 30 days; a day when left out.",
			Optional:            true,
			Validators:          []validator.Int64{int64validator.Between(0, longestOverlapSeconds)},
		},
	}
}

// rotates tells whether the plan asks for another key that opens the same.
func (m model) rotates(state model) bool {
	return !m.RotationTrigger.IsNull() && !m.RotationTrigger.Equal(state.RotationTrigger)
}

// planRotation shows what a rotation changes.
func planRotation(ctx context.Context, plan, state model, response *resource.ModifyPlanResponse) {
	for _, changed := range []string{"id", "created_at", "secret"} {
		response.Diagnostics.Append(response.Plan.SetAttribute(ctx, path.Root(changed), types.StringUnknown())...)
	}
	response.Diagnostics.Append(response.Plan.SetAttribute(ctx, path.Root("predecessor_ids"), types.ListUnknown(types.StringType))...)
	overlap := int64(usualOverlapSeconds)
	if given := plan.RotationOverlapSeconds; !given.IsNull() && !given.IsUnknown() {
		overlap = given.ValueInt64()
	}
	response.Diagnostics.AddAttributeWarning(path.Root("rotation_trigger"), "The key is rotated",
		fmt.Sprintf("A new key takes the place of %s, which still holds for %s. Bring the new secret to what uses it by then.",
			state.ID.ValueString(), time.Duration(overlap)*time.Second))
}

// rotate makes the new key. The old ones that still hold are remembered, to be revoked with it.
func (r *apiKeyResource) rotate(ctx context.Context, plan *model, state model) diag.Diagnostics {
	var before []string
	diagnostics := state.PredecessorIDs.ElementsAs(ctx, &before, false)
	if diagnostics.HasError() {
		return diagnostics
	}
	made, err := r.Client.RotateAPIKey(ctx, state.ID.ValueString(), client.Rotation{
		OverlapSeconds: plan.RotationOverlapSeconds.ValueInt64Pointer(),
	})
	if err != nil {
		diagnostics.Append(diagnose.Failure("Rotate API key", err)...)
		return diagnostics
	}
	diagnostics.Append(plan.observe(ctx, made)...)
	plan.Secret = types.StringValue(made.Secret)
	predecessors, more := types.ListValueFrom(ctx, types.StringType, append(r.holding(ctx, before), state.ID.ValueString()))
	plan.PredecessorIDs = predecessors
	diagnostics.Append(more...)
	return diagnostics
}

// holding are those of these keys that may still open something; one that cannot be read may.
func (r *apiKeyResource) holding(ctx context.Context, ids []string) []string {
	var holding []string
	for _, id := range ids {
		key, err := r.Client.APIKey(ctx, id)
		if client.IsNotFound(err) || (err == nil && (key.RevokedAt != nil || r.hasExpired(key))) {
			continue
		}
		holding = append(holding, id)
	}
	return holding
}

func (r *apiKeyResource) hasExpired(key client.APIKey) bool {
	if key.ExpiresAt == nil {
		return false
	}
	end, err := time.Parse(time.RFC3339, *key.ExpiresAt)
	return err == nil && !r.now().Before(end)
}
