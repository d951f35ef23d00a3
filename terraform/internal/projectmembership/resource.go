// Package projectmembership is the resource aerie_project_membership.
package projectmembership

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
)

type projectMembershipResource struct {
	client *client.Client
}

type model struct {
	ID             types.String `tfsdk:"id"`
	OrganizationID types.String `tfsdk:"organization_id"`
	ProjectID      types.String `tfsdk:"project_id"`
	MemberID       types.String `tfsdk:"member_id"`
	Role           types.String `tfsdk:"role"`
}

var (
	_ resource.ResourceWithConfigure   = (*projectMembershipResource)(nil)
	_ resource.ResourceWithImportState = (*projectMembershipResource)(nil)
)

// NewResource makes aerie_project_membership.
func NewResource() resource.Resource {
	return &projectMembershipResource{}
}

func (r *projectMembershipResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_project_membership"
}

func (r *projectMembershipResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

func (r *projectMembershipResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	err := r.change(ctx, plan, func(found []client.ProjectMembership) ([]client.ProjectMembership, error) {
		wanted := client.ProjectMembership{ProjectID: plan.ProjectID.ValueString(), Role: plan.Role.ValueString()}
		if at := plan.indexIn(found); at >= 0 && found[at] != wanted {
			return nil, fmt.Errorf("%s has the role %s in %s already. Import it: terraform import <address> %s/%s/%s",
				plan.MemberID.ValueString(), found[at].Role, wanted.ProjectID,
				plan.OrganizationID.ValueString(), wanted.ProjectID, plan.MemberID.ValueString())
		}
		return append(plan.without(found), wanted), nil
	})
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create project membership", err)...)
		return
	}
	plan.ID = types.StringValue(plan.ProjectID.ValueString() + "/" + plan.MemberID.ValueString())
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

// Read forgets a role that is there no more, also when the project or the member is gone.
func (r *projectMembershipResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.ProjectMemberships(ctx, state.OrganizationID.ValueString(), state.MemberID.ValueString())
	if err != nil && !client.IsNotFound(err) {
		response.Diagnostics.Append(diagnose.Failure("Read project membership", err)...)
		return
	}
	at := state.indexIn(found)
	if at < 0 {
		response.State.RemoveResource(ctx)
		return
	}
	state.Role = types.StringValue(found[at].Role)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

func (r *projectMembershipResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	err := r.change(ctx, plan, func(found []client.ProjectMembership) ([]client.ProjectMembership, error) {
		wanted := client.ProjectMembership{ProjectID: plan.ProjectID.ValueString(), Role: plan.Role.ValueString()}
		return append(plan.without(found), wanted), nil
	})
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Update project membership", err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

func (r *projectMembershipResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	err := r.change(ctx, state, func(found []client.ProjectMembership) ([]client.ProjectMembership, error) {
		return state.without(found), nil
	})
	if err != nil && !client.IsNotFound(err) {
		response.Diagnostics.Append(diagnose.Failure("Delete project membership", err)...)
	}
}

func (r *projectMembershipResource) change(
	ctx context.Context, of model, change func([]client.ProjectMembership) ([]client.ProjectMembership, error),
) error {
	return r.client.ChangeProjectMemberships(ctx, of.OrganizationID.ValueString(), of.MemberID.ValueString(), change)
}

// ImportState takes the ids of the organisation, the project and the member.
func (r *projectMembershipResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	ids := strings.Split(request.ID, "/")
	if len(ids) != 3 {
		response.Diagnostics.AddError("No id to import",
			"Import by three ids, org_…/prj_…/usr_… or org_…/prj_…/sac_…; this is "+request.ID+".")
		return
	}
	for i, name := range []string{"organization_id", "project_id", "member_id"} {
		response.Diagnostics.Append(response.State.SetAttribute(ctx, path.Root(name), ids[i])...)
	}
	response.Diagnostics.Append(response.State.SetAttribute(ctx, path.Root("id"), ids[1]+"/"+ids[2])...)
}

func (m model) indexIn(found []client.ProjectMembership) int {
	return slices.IndexFunc(found, func(one client.ProjectMembership) bool { return one.ProjectID == m.ProjectID.ValueString() })
}

func (m model) without(found []client.ProjectMembership) []client.ProjectMembership {
	return slices.DeleteFunc(slices.Clone(found), func(one client.ProjectMembership) bool { return one.ProjectID == m.ProjectID.ValueString() })
}
