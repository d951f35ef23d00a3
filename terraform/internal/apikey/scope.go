package apikey

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

const longestName = 255

type scopeModel struct {
	Database   types.String `tfsdk:"database"`
	Collection types.String `tfsdk:"collection"`
	Access     types.String `tfsdk:"access"`
}

var scopeType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"database": types.StringType, "collection": types.StringType, "access": types.StringType,
}}

func scopeAttributes() map[string]schema.Attribute {
	name := []validator.String{stringvalidator.LengthBetween(1, longestName)}
	return map[string]schema.Attribute{
		"database": schema.StringAttribute{
			MarkdownDescription: "Database, such as `default`.", Required: true, Validators: name,
		},
		"collection": schema.StringAttribute{
			MarkdownDescription: "Collection of it; all of the database when left out.", Optional: true, Validators: name,
		},
		"access": schema.StringAttribute{
			MarkdownDescription: "`READ` takes writing away from a role that has it; `READ_WRITE` leaves the role as it is.",
			Required:            true,
			Validators:          []validator.String{stringvalidator.OneOf("READ", "READ_WRITE")},
		},
	}
}

func wantedScopes(ctx context.Context, set types.Set) ([]client.KeyScope, diag.Diagnostics) {
	var models []scopeModel
	diagnostics := set.ElementsAs(ctx, &models, false)
	scopes := make([]client.KeyScope, 0, len(models))
	for _, one := range models {
		scopes = append(scopes, client.KeyScope{
			Database: one.Database.ValueString(), Collection: one.Collection.ValueStringPointer(), Access: one.Access.ValueString(),
		})
	}
	return scopes, diagnostics
}

func observedScopes(ctx context.Context, scopes []client.KeyScope) (types.Set, diag.Diagnostics) {
	if len(scopes) == 0 {
		return types.SetNull(scopeType), nil
	}
	models := make([]scopeModel, 0, len(scopes))
	for _, one := range scopes {
		models = append(models, scopeModel{
			Database: types.StringValue(one.Database), Collection: types.StringPointerValue(one.Collection), Access: types.StringValue(one.Access),
		})
	}
	return types.SetValueFrom(ctx, scopeType, models)
}
