package member

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/lookup"
)

type listModel struct {
	OrganizationID types.String `tfsdk:"organization_id"`
	Members        []oneModel   `tfsdk:"members"`
}

type oneModel struct {
	ID       types.String `tfsdk:"id"`
	Name     types.String `tfsdk:"name"`
	Role     types.String `tfsdk:"role"`
	Disabled types.Bool   `tfsdk:"disabled"`
}

// NewListDataSource makes aerie_members: the people of an organisation.
func NewListDataSource() datasource.DataSource {
	return lookup.New(lookup.Kind[listModel]{
		Name: "members",
		Schema: schema.Schema{
			MarkdownDescription: "The people of an organisation, for their ids.",
			Attributes: map[string]schema.Attribute{
				"organization_id": schema.StringAttribute{MarkdownDescription: "The organisation.", Required: true},
				"members": schema.ListNestedAttribute{
					MarkdownDescription: "The members.",
					Computed:            true,
					NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
						"id":       schema.StringAttribute{MarkdownDescription: "Id of the person, `usr_…`.", Computed: true},
						"name":     schema.StringAttribute{MarkdownDescription: "What the person is called.", Computed: true},
						"role":     schema.StringAttribute{MarkdownDescription: "Role in the organisation.", Computed: true},
						"disabled": schema.BoolAttribute{MarkdownDescription: "Whether the person is refused for now.", Computed: true},
					}},
				},
			},
		},
		Find: list,
	})
}

func list(ctx context.Context, c *client.Client, all *listModel) diag.Diagnostics {
	found, err := c.Members(ctx, all.OrganizationID.ValueString())
	if err != nil {
		return diagnose.Failure("List members", err)
	}
	all.Members = make([]oneModel, 0, len(found))
	for _, member := range found {
		all.Members = append(all.Members, oneModel{
			ID: types.StringValue(member.UserID), Name: types.StringValue(member.Name),
			Role: types.StringValue(member.Role), Disabled: types.BoolValue(member.Disabled),
		})
	}
	return nil
}
