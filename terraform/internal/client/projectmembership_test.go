package client_test

import (
	"errors"
	"testing"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/fakeapi"
)

// holder is a service account that has a role in one project, and the id of another.
func holder(t *testing.T, server *fakeapi.Server) (account, other string) {
	t.Helper()
	project, other := server.Seed("prj", map[string]any{"name": "team"}), server.Seed("prj", map[string]any{"name": "crew"})
	return server.Seed("sac", map[string]any{
		"name": "deployer", "projects": []any{map[string]any{"projectId": project, "role": "DATA_VIEWER"}},
	}), other
}

func roleIn(project, account, role string) client.NewProjectMembership {
	return client.NewProjectMembership{MemberID: account, ProjectMembership: client.ProjectMembership{ProjectID: project, Role: role}}
}

func TestRolesInOtherProjectsAreLeftAlone(t *testing.T) {
	server := fakeapi.Start(t)
	account, other := holder(t, server)
	connected := connect(t, server)
	projects := func(want int) {
		t.Helper()
		if got, _ := server.Get(account, "projects").([]any); len(got) != want {
			t.Errorf("roles in %v, want %d", got, want)
		}
	}

	made, err := connected.CreateProjectMembership(t.Context(), fakeapi.Organization, roleIn(other, account, "DATA_ADMIN"))
	if err != nil || made.ProjectID != other {
		t.Fatal(made, err)
	}
	projects(2)
	server.ChangeBeforeNextPatches(1)
	if _, err := connected.ChangeProjectMembership(t.Context(), fakeapi.Organization, other+"/"+account, "DATA_VIEWER"); err != nil {
		t.Fatal(err)
	}
	projects(2)
	found, err := connected.ProjectMembership(t.Context(), fakeapi.Organization, other+"/"+account)
	if err != nil || found.Role != "DATA_VIEWER" || found.MemberID != account {
		t.Error(found, err)
	}
	if err := connected.DeleteProjectMembership(t.Context(), fakeapi.Organization, other+"/"+account); err != nil {
		t.Error(err)
	}
	projects(1)
}

func TestAnotherRoleInTheProjectIsNotTakenOver(t *testing.T) {
	server := fakeapi.Start(t)
	account, other := holder(t, server)
	connected := connect(t, server)
	if _, err := connected.CreateProjectMembership(t.Context(), fakeapi.Organization, roleIn(other, account, "DATA_ADMIN")); err != nil {
		t.Fatal(err)
	}

	_, err := connected.CreateProjectMembership(t.Context(), fakeapi.Organization, roleIn(other, account, "DATA_VIEWER"))

	var refused *client.HasOtherRole
	if !errors.As(err, &refused) || refused.Held.Role != "DATA_ADMIN" {
		t.Errorf("got %v", err)
	}
}

func TestRoleOfSomebodyWhoIsGoneIsGone(t *testing.T) {
	server := fakeapi.Start(t)
	account, other := holder(t, server)
	connected := connect(t, server)

	if _, err := connected.ProjectMembership(t.Context(), fakeapi.Organization, other+"/"+account); !client.IsNotFound(err) {
		t.Errorf("a role that there is not: %v", err)
	}
	for _, id := range []string{other + "/" + account, other + "/usr_none"} {
		if err := connected.DeleteProjectMembership(t.Context(), fakeapi.Organization, id); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}
