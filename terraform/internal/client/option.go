package client

// Autoscaling is how a cluster's size follows its load; without any field: it does not.
type Autoscaling struct {
	Mode      *string            `json:"mode,omitempty"`
	Units     *Bounds            `json:"units,omitempty"`
	Replicas  *Bounds            `json:"replicas,omitempty"`
	Target    *ScalingTarget     `json:"target,omitempty"`
	Schedules *[]ScalingSchedule `json:"schedules,omitempty"`
	Cooldown  *string            `json:"cooldown,omitempty"`
}

// Bounds are what the autoscaler may choose from, both ends allowed.
type Bounds struct {
	Min *int64 `json:"min,omitempty"`
	Max *int64 `json:"max,omitempty"`
}

// ScalingTarget is what the autoscaler aims at.
type ScalingTarget struct {
	MemoryPercent   *int64 `json:"memoryPercent,omitempty"`
	StoragePercent  *int64 `json:"storagePercent,omitempty"`
	BusyPercent     *int64 `json:"busyPercent,omitempty"`
	P99Milliseconds *int64 `json:"p99Milliseconds,omitempty"`
}

// ScalingSchedule is a time in which a cluster is at least so large.
type ScalingSchedule struct {
	Schedule    *string `json:"schedule,omitempty"`
	Duration    *string `json:"duration,omitempty"`
	TimeZone    *string `json:"timeZone,omitempty"`
	MinUnits    *int64  `json:"minUnits,omitempty"`
	MinReplicas *int64  `json:"minReplicas,omitempty"`
}

// MaintenanceWindow is when pods that serve may be restarted; without any field: at any time.
type MaintenanceWindow struct {
	Schedule *string `json:"schedule,omitempty"`
	Duration *string `json:"duration,omitempty"`
	TimeZone *string `json:"timeZone,omitempty"`
}

// Tiering is where rows are kept between reads; without any field: as the data plane does by itself.
type Tiering struct {
	Default *string `json:"default,omitempty"`
}
