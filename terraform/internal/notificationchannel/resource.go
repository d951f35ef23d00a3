// Package notificationchannel is the resource aerie_notification_channel.
package notificationchannel

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/resourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

type channelResource struct{ managed.Resource }

var _ resource.ResourceWithConfigValidators = channelResource{}

// NewResource makes aerie_notification_channel.
func NewResource() resource.Resource {
	return channelResource{managed.New(managed.Kind[
		model, client.NotificationChannelFields, client.NotificationChannelFields, client.NotificationChannel,
	]{
		Name:    "notification_channel",
		Schema:  about,
		Parent:  "organization_id",
		Import:  []string{"org_…/nch_…"},
		Wanted:  model.wanted,
		Changes: model.changes,
		Observe: (*model).observe,
		Create:  (*client.Client).CreateNotificationChannel,
		Read:    (*client.Client).NotificationChannel,
		Update:  (*client.Client).ChangeNotificationChannel,
		Delete:  (*client.Client).DeleteNotificationChannel,
	})}
}

func (channelResource) ConfigValidators(context.Context) []resource.ConfigValidator {
	return []resource.ConfigValidator{
		resourcevalidator.ExactlyOneOf(path.MatchRoot("email"), path.MatchRoot("webhook"), path.MatchRoot("slack")),
	}
}
