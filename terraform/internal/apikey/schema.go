package apikey

import (
	"context"
	"maps"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/address"
	"aerie.dev/terraform-provider-aerie/internal/attribute"
)

const (
	roleOfOwners = "ORGANIZATION_OWNER"
	roleOfAdmins = "PROJECT_ADMIN"
	mostInSet    = 100
)

var validRole = regexp.MustCompile(`^(DATA_VIEWER|DATA_OPERATOR|DATA_ADMIN|PROJECT_ADMIN|ORGANIZATION_OWNER|rol_.+)$`)

func (r *apiKeyResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	attributes := identity()
	maps.Copy(attributes, limits())
	maps.Copy(attributes, rotation())
	maps.Copy(attributes, observations())
	response.Schema = schema.Schema{
		MarkdownDescription: "An API key, for tools and for clients of clusters. A key never changes what it opens: a change of any attribute " +
			"but those of rotation makes a new key and revokes the old one. With `lifecycle { create_before_destroy = true }` " +
			"the new one is there before the old one goes.",
		Attributes: attributes,
	}
}

func identity() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"organization_id": attribute.Fixed("Organisation of the key. A change makes a new key."),
		"project_id": schema.StringAttribute{
			MarkdownDescription: "Project the key is for. Needed by every role but `" + roleOfOwners + "`, which must have none. A change makes a new key.",
			Optional:            true,
			PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		},
		"name": attribute.Fixed("What people call the key. A change makes a new key."),
		"role": attribute.Fixed("`DATA_VIEWER` reads rows, `DATA_OPERATOR` writes rows as well, `DATA_ADMIN` collections as well, `PROJECT_ADMIN` clusters and keys of the project as well, `ORGANIZATION_OWNER` everything in the organisation; or the id of an `aerie_project_role`. A change makes a new key.",
			stringvalidator.RegexMatches(validRole,
				"must be one of DATA_VIEWER, DATA_OPERATOR, DATA_ADMIN, PROJECT_ADMIN, ORGANIZATION_OWNER, or the id of a custom role, rol_…")),
	}
}

// limits take away from what the role opens.
func limits() map[string]schema.Attribute {
	replace := []planmodifier.Set{setplanmodifier.RequiresReplace()}
	return map[string]schema.Attribute{
		"cluster_ids": schema.SetAttribute{
			MarkdownDescription: "Clusters the key opens; all of the project when left out. For data roles and custom ones. A change makes a new key.",
			ElementType:         types.StringType,
			Optional:            true,
			PlanModifiers:       replace,
			Validators:          []validator.Set{setvalidator.SizeAtLeast(1)},
		},
		"scopes": schema.SetNestedAttribute{
			MarkdownDescription: "Databases and collections the key opens in its clusters; all of them when left out. For data roles and custom ones. A change makes a new key.",
			Optional:            true,
			PlanModifiers:       replace,
			Validators:          []validator.Set{setvalidator.SizeBetween(1, mostInSet)},
			NestedObject:        schema.NestedAttributeObject{Attributes: scopeAttributes()},
		},
		"ip_allowlist": schema.SetAttribute{
			MarkdownDescription: "Addresses and ranges the key may come from, such as `192.0.2.0/24` or `2001:db8::1`; any when left out. A change makes a new key.",
			ElementType:         types.StringType,
			Optional:            true,
			PlanModifiers:       replace,
			Validators: []validator.Set{
				setvalidator.SizeBetween(1, mostInSet), setvalidator.ValueStringsAre(address.IsRange()),
			},
		},
		"expires_at": schema.StringAttribute{
			MarkdownDescription: "When the key ends by itself (RFC 3339); never when left out. A change makes a new key.",
			CustomType:          timetypes.RFC3339Type{},
			Optional:            true,
			PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		},
	}
}

// observations are the control plane's alone.
func observations() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":         attribute.Told("Id, `key_…`. A rotation gives another one."),
		"created_at": attribute.CreatedAt(),
		"predecessor_ids": schema.ListAttribute{
			MarkdownDescription: "Keys that this one took the place of by rotation and that may still hold. Destroying it revokes them too.",
			ElementType:         types.StringType,
			Computed:            true,
			PlanModifiers:       []planmodifier.List{listplanmodifier.UseStateForUnknown()},
		},
		"secret": attribute.Secret("The key's text. Told once, when it is made or rotated, and kept in the state; null after an import."),
	}
}
