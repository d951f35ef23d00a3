package client

import "context"

// BackupSchedule says when backups of a cluster are made by themselves.
type BackupSchedule struct {
	ID        string    `json:"id"`
	ClusterID string    `json:"clusterId"`
	Name      string    `json:"name"`
	Schedule  string    `json:"schedule"`
	TimeZone  string    `json:"timeZone"`
	Retention Retention `json:"retention"`
	Verify    bool      `json:"verify"`
	Suspended bool      `json:"suspended"`
	CreatedAt string    `json:"createdAt"`
}

// Retention says how many backups of a schedule are kept; a count of 0 means any number, a nil age any age.
type Retention struct {
	Count int64   `json:"count"`
	Age   *string `json:"age,omitempty"`
}

// BackupScheduleFields are the fields of a schedule that can be said, when it is made and later.
type BackupScheduleFields struct {
	Name      string    `json:"name"`
	Schedule  string    `json:"schedule"`
	TimeZone  string    `json:"timeZone"`
	Retention Retention `json:"retention"`
	Verify    bool      `json:"verify"`
	Suspended bool      `json:"suspended"`
}

// CreateBackupSchedule makes a schedule; the name must be free in its cluster.
func (c *Client) CreateBackupSchedule(ctx context.Context, cluster string, fields BackupScheduleFields) (BackupSchedule, error) {
	return post[BackupSchedule](ctx, c, backupSchedulesOf(cluster), fields)
}

// BackupSchedule reads a schedule.
func (c *Client) BackupSchedule(ctx context.Context, cluster, id string) (BackupSchedule, error) {
	return get[BackupSchedule](ctx, c, at(backupSchedulesOf(cluster), id))
}

// ChangeBackupSchedule changes a schedule.
func (c *Client) ChangeBackupSchedule(ctx context.Context, cluster, id string, fields BackupScheduleFields) (BackupSchedule, error) {
	return patch[BackupSchedule](ctx, c, at(backupSchedulesOf(cluster), id), fields)
}

// DeleteBackupSchedule ends a schedule, its backups stay; one that is gone already, or whose cluster is, is no error.
func (c *Client) DeleteBackupSchedule(ctx context.Context, cluster, id string) error {
	return c.remove(ctx, at(backupSchedulesOf(cluster), id))
}

func backupSchedulesOf(cluster string) string {
	return at("/clusters", cluster) + "/backup-schedules"
}
