package dev.aerie.controlplane.identifier;

import java.util.regex.Pattern;

/** What an id names; the prefix tells. */
public enum Kind {
  /** {@code org_…}. */
  ORGANIZATION("org_", "organization"),
  /** {@code usr_…}. */
  USER("usr_", "member"),
  /** {@code sac_…}. */
  SERVICE_ACCOUNT("sac_", "service account"),
  /** {@code rol_…}. */
  PROJECT_ROLE("rol_", "role"),
  /** {@code stk_…}. */
  SCIM_TOKEN("stk_", "SCIM token"),
  /** {@code grp_…}. */
  SCIM_GROUP("grp_", "group"),
  /** {@code inv_…}. */
  INVITATION("inv_", "invitation"),
  /** {@code sso_…}. */
  SSO_CONNECTION("sso_", "single sign-on connection"),
  /** {@code prj_…}. */
  PROJECT("prj_", "project"),
  /** {@code cls_…}. */
  CLUSTER("cls_", "cluster"),
  /** {@code key_…}. */
  API_KEY("key_", "API key"),
  /** {@code op_…}. */
  OPERATION("op_", "operation"),
  /** {@code bak_…}. */
  BACKUP("bak_", "backup"),
  /** {@code bsc_…}. */
  BACKUP_SCHEDULE("bsc_", "backup schedule"),
  /** {@code rst_…}. */
  RESTORE("rst_", "restore"),
  /** {@code evt_…}. */
  AUDIT_EVENT("evt_", "audit event"),
  /** {@code snk_…}. */
  AUDIT_SINK("snk_", "audit sink"),
  /** {@code nch_…}. */
  NOTIFICATION_CHANNEL("nch_", "notification channel"),
  /** {@code ntf_…}. */
  NOTIFICATION("ntf_", "notification"),
  /** {@code rul_…}. */
  ALERT_RULE("rul_", "alert rule"),
  /** {@code alr_…}. */
  ALERT("alr_", "alert");

  private final String prefix;
  private final String noun;
  private final Pattern pattern;

  Kind(String prefix, String noun) {
    this.prefix = prefix;
    this.noun = noun;
    pattern = Pattern.compile(prefix + "[0-9a-hjkmnp-tv-z]{26}");
  }

  /** The text every id of this kind starts with. */
  public String prefix() {
    return prefix;
  }

  /** What people call it. */
  public String noun() {
    return noun;
  }

  /** Whether a text has the form of such an id. */
  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }
}
