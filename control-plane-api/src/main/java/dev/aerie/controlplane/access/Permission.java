package dev.aerie.controlplane.access;

/** What an endpoint needs. Which role has it: {@link Role}. */
public enum Permission {
  /** Anybody with a valid credential. */
  SIGNED_IN("Anybody with a valid credential."),
  /** See the organisation itself. */
  ORGANIZATION_READ("See the organization itself."),
  /** Rename or delete the organisation. */
  ORGANIZATION_WRITE("Rename or delete the organization."),
  /** See who belongs to the organisation. */
  MEMBER_READ("See who belongs to the organization."),
  /** Add and remove members, and change their roles. */
  MEMBER_WRITE("Add and remove members, and change their roles."),
  /** See service accounts. */
  SERVICE_ACCOUNT_READ("See service accounts, without their secrets."),
  /** Make, change and delete service accounts. */
  SERVICE_ACCOUNT_WRITE("Make, change and delete service accounts."),
  /** Make, change and delete custom roles. */
  ROLE_WRITE("Make, change and delete custom roles of projects."),
  /** Let an identity provider tell of people and groups, and give its groups roles. */
  PROVISIONING_WRITE("Let an identity provider provision people, and give its groups roles."),
  /** See how people sign in by the organisation's identity provider. */
  SSO_READ("See how people sign in by the organization's identity provider."),
  /** Set up and change single sign-on. */
  SSO_WRITE("Set up and change single sign-on."),
  /** See a project. */
  PROJECT_READ("See a project."),
  /** Change a project. */
  PROJECT_WRITE("Change a project."),
  /** Make and delete projects. */
  PROJECT_CREATE("Make and delete projects."),
  /** See clusters and their operations. */
  CLUSTER_READ("See clusters and their operations."),
  /** Make, change and delete clusters. */
  CLUSTER_WRITE("Make, change and delete clusters."),
  /** See backups and their schedules. */
  BACKUP_READ("See backups and their schedules."),
  /** Make and remove backups and their schedules. */
  BACKUP_WRITE("Make and remove backups and their schedules."),
  /** List API keys, without their secrets. */
  API_KEY_READ("List API keys, without their secrets."),
  /** Make and revoke API keys. */
  API_KEY_WRITE("Make and revoke API keys."),
  /** Make, enrol, drain and remove regions of the organisation's own. */
  REGION_WRITE("Make, enrol, drain and remove regions of the organization's own."),
  /** Read who did what. */
  AUDIT_READ("Read who did what."),
  /** Stream the audit log elsewhere. */
  AUDIT_SINK_WRITE("Stream the audit log elsewhere, and see how far that is."),
  /** See alert rules, alerts, notification channels and what was sent. */
  ALERT_READ("See alert rules, alerts, notification channels and what was sent."),
  /** Change alert rules and notification channels. */
  ALERT_WRITE("Change alert rules and notification channels."),
  /** Read what was used. */
  USAGE_READ("Read what was used."),
  /** See all organisations and say what they may have: no role has it. */
  PLATFORM_ADMINISTRATION(
      "See all organizations and say what they may have: no role has it, but people whom `AERIE_PLATFORM_ADMINISTRATORS` names.");

  private final String description;

  Permission(String description) {
    this.description = description;
  }

  /** What it allows, one sentence. */
  public String description() {
    return description;
  }
}
