// Package backupschedule is the resource aerie_backup_schedule.
package backupschedule

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

// NewResource makes aerie_backup_schedule.
func NewResource() resource.Resource {
	return managed.New(managed.Kind[model, client.BackupScheduleFields, client.BackupScheduleFields, client.BackupSchedule]{
		Name:    "backup_schedule",
		Schema:  about,
		Parent:  "cluster_id",
		Import:  []string{"cls_…/bsc_…"},
		Wanted:  model.wanted,
		Changes: managed.Whole(model.wanted),
		Observe: (*model).observe,
		Create:  (*client.Client).CreateBackupSchedule,
		Read:    (*client.Client).BackupSchedule,
		Update:  (*client.Client).ChangeBackupSchedule,
		Delete:  (*client.Client).DeleteBackupSchedule,
	})
}
