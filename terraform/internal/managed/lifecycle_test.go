package managed_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

type model struct {
	ID             types.String `tfsdk:"id"`
	OrganizationID types.String `tfsdk:"organization_id"`
}

var about = schema.Schema{Attributes: map[string]schema.Attribute{
	"id":              schema.StringAttribute{Computed: true},
	"organization_id": schema.StringAttribute{Required: true},
}}

func made(parent string, forms ...string) managed.Resource {
	return managed.New(managed.Kind[model, managed.None, managed.None, managed.None]{
		Name: "thing", Schema: about, Parent: parent, Import: forms,
	})
}

func imported(t *testing.T, of managed.Resource, id string) (*resource.ImportStateResponse, model) {
	t.Helper()
	response := &resource.ImportStateResponse{State: tfsdk.State{
		Schema: about, Raw: tftypes.NewValue(about.Type().TerraformType(t.Context()), nil),
	}}
	of.ImportState(t.Context(), resource.ImportStateRequest{ID: id}, response)
	var got model
	if !response.Diagnostics.HasError() {
		response.Diagnostics.Append(response.State.Get(t.Context(), &got)...)
	}
	return response, got
}

func TestOnlyIdsOfAFormAreImported(t *testing.T) {
	things := made("organization_id", "org_…/prj_…/usr_…", "org_…/prj_…/sac_…")
	for id, fits := range map[string]bool{
		"org_1/prj_1/usr_1": true, "org_1/prj_1/sac_1": true,
		"org_1/prj_1": false, "org_1/prj_1/usr_": false, "prj_1/org_1/usr_1": false, "org_1/prj_1/usr_1/x": false, "": false,
	} {
		response, got := imported(t, things, id)
		if response.Diagnostics.HasError() == fits {
			t.Errorf("%q: %v", id, response.Diagnostics)
		}
		if fits && (got.OrganizationID.ValueString() != "org_1" || got.ID.ValueString() != strings.TrimPrefix(id, "org_1/")) {
			t.Errorf("%q is %v", id, got)
		}
		if !fits && !strings.Contains(response.Diagnostics[0].Detail(), "org_…/prj_…/usr_… or org_…/prj_…/sac_…") {
			t.Errorf("%q: %v does not say what is asked for", id, response.Diagnostics)
		}
	}
}

func TestWhatIsFoundByItsIdAloneIsImportedByIt(t *testing.T) {
	if _, got := imported(t, made(""), "prj_1"); got.ID.ValueString() != "prj_1" || !got.OrganizationID.IsNull() {
		t.Errorf("got %v", got)
	}
}

func TestWithoutAnUpdateThePlanIsTheState(t *testing.T) {
	ctx := t.Context()
	plan := tfsdk.Plan{Schema: about, Raw: tftypes.NewValue(about.Type().TerraformType(ctx), nil)}
	plan.SetAttribute(ctx, path.Root("id"), "inv_1")
	response := &resource.UpdateResponse{State: tfsdk.State{Schema: about}}

	made("organization_id").Update(ctx, resource.UpdateRequest{Plan: plan}, response)

	if response.Diagnostics.HasError() || !response.State.Raw.Equal(plan.Raw) {
		t.Errorf("got %v, %v", response.State.Raw, response.Diagnostics)
	}
}

func TestWhatTheFirstCallOfAnUpdateDidIsKeptWhenTheSecondFails(t *testing.T) {
	ctx := t.Context()
	things := managed.New(managed.Kind[model, managed.None, managed.None, string]{
		Name: "thing", Schema: about, Parent: "organization_id",
		Changes: func(model, context.Context, model) (managed.None, diag.Diagnostics) { return managed.None{}, nil },
		Observe: func(m *model, _ context.Context, found string) diag.Diagnostics {
			m.ID = types.StringValue(found)
			return nil
		},
		Update: func(*client.Client, context.Context, string, string, managed.None) (string, error) {
			return "first", nil
		},
		Then: func(model, *model) managed.Call[string] {
			return func(*client.Client, context.Context, string, string) (string, error) { return "", errors.New("second") }
		},
	})
	raw := tftypes.NewValue(about.Type().TerraformType(ctx), map[string]tftypes.Value{
		"id": tftypes.NewValue(tftypes.String, "before"), "organization_id": tftypes.NewValue(tftypes.String, "org_1"),
	})
	state := tfsdk.State{Schema: about, Raw: raw}
	response := &resource.UpdateResponse{State: state}

	things.Update(ctx, resource.UpdateRequest{Plan: tfsdk.Plan{Schema: about, Raw: raw}, State: state}, response)

	var got model
	response.State.Get(ctx, &got)
	if got.ID.ValueString() != "first" || !response.Diagnostics.HasError() {
		t.Errorf("got %v, %v", got, response.Diagnostics)
	}
}
