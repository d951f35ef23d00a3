package dev.aerie.controlplane.problem;

/** The codes of refusals: stable, for programs. Each has one status, and says when it is given. */
public enum Code {
  INVALID_REQUEST(400, "The request is not valid; fields names what."),
  MALFORMED_JSON(400, "The body is missing, no JSON, or has a field twice."),
  UNKNOWN_FIELD(400, "The body has a field that is not known here."),
  UNKNOWN_REGION(400, "There is no such region for this organization."),
  UNKNOWN_CLASS(400, "The region has no such class of clusters."),
  UNKNOWN_PLAN(400, "There is no such plan."),
  UNKNOWN_VERSION(400, "The region does not have this version for the cluster's class."),
  LOGOUT_TOKEN_REFUSED(400, "The logout token is not one of the identity provider for us."),
  DESTINATION_REFUSED(400, "The address must not be called from here, such as a private one."),
  UNAUTHENTICATED(401, "There is no valid credential."),
  FORBIDDEN(403, "The caller's role does not have the permission."),
  ADDRESS_NOT_ALLOWED(403, "The API key may not be used from this address."),
  CSRF(403, "A browser's change came from another site."),
  SSO_REQUIRED(403, "The organization enforces single sign-on."),
  SSO_CONNECTION_GONE(403, "The single sign-on connection of the session is no more."),
  SSO_FOREIGN_ADDRESS(403, "The identity provider vouches for an address of another domain."),
  SSO_SESSION_REPLACED(403, "Somebody has signed in by another identity provider since."),
  SSO_NO_ROLE(403, "No group of the person opens the organization."),
  EXCEEDS_OWN_ROLE(403, "More would be given than the caller has."),
  PLATFORM_ADMINISTRATORS_ONLY(
      403, "Managed regions, and plans, are for administrators of the platform."),
  ORGANIZATION_BY_PERSON(403, "PEOPLE_ONLY", "Only a person makes an organization."),
  NOT_FOUND(404, "It is not there, or not for this caller to see."),
  METHOD_NOT_ALLOWED(405, "There is no such method at this path."),
  NOT_ACCEPTABLE(406, "The request accepts nothing that is answered here."),
  ACCOUNT_UNKNOWN(409, "Nobody with this verified address has signed in yet."),
  ACCOUNT_UNVERIFIED(409, "An account has the address, which nobody has verified."),
  ALREADY_MEMBER(409, "The person belongs to the organization already."),
  ALREADY_OWNER(409, "The member is an owner already."),
  BACKUP_NOT_READY(409, "The backup cannot be restored yet, or any more."),
  BREAK_GLASS_OWNER(409, "The member is the break-glass owner of enforced single sign-on."),
  BREAK_GLASS_OWNER_REQUIRED(409, "Enforcing single sign-on needs a break-glass owner."),
  BUILT_IN_ROLE(409, "The role is built in and does not change."),
  CLUSTER_STATE(409, "The cluster's state does not allow it now."),
  DELETION_PROTECTED(409, "It, or what would go with it, is protected from deletion."),
  DOMAIN_TAKEN(409, "The domain has a verified connection already."),
  DOMAIN_UNVERIFIED(409, "The domain is not verified yet."),
  ENROLMENT_TOKEN_ENDED(409, "The enrolment token was ended."),
  ENROLMENT_TOKEN_EXPIRED(409, "The enrolment token has expired."),
  ENROLMENT_TOKEN_USED(409, "The enrolment token was used before."),
  INVITATION_INVALID(409, "There is no such invitation, or it does not hold any more."),
  KEY_ENDED(409, "The key was revoked, has expired or was rotated."),
  LAST_OWNER(409, "The last owner of an organization stays."),
  MEMBER_DISABLED(409, "The member is disabled."),
  NAME_TAKEN(409, "Another one in the same place has the name."),
  NO_PRICES(409, "There is no price for something that is asked for."),
  NOT_SAML(409, "The connection is not one of SAML."),
  NOT_SUPPORTED_BY_ENGINE(409, "The cluster's engine does not have it."),
  NOT_SUPPORTED_BY_REGION(409, "The region's agent does not know how."),
  ORGANIZATION_NOT_EMPTY(409, "The organization still has projects, connections or regions."),
  OTHER_ADDRESS(409, "The invitation went to another address than the caller's."),
  PEOPLE_ONLY(409, "It takes a person, not a key or service account."),
  PROJECT_NOT_DELETED(409, "The project has not been deleted."),
  PROJECT_NOT_EMPTY(409, "The project still has clusters."),
  QUOTA_EXCEEDED(
      409, "The plan, or a limit of the organization or project, does not allow as many."),
  REGION_DRAINING(409, "The region takes no new clusters."),
  REGION_NOT_EMPTY(409, "The region still has clusters."),
  REGION_UNAVAILABLE(409, "The region has not reported yet what it offers."),
  ROLE_IN_USE(409, "Somebody has the role."),
  SECRETS_NOT_CONFIGURED(409, "The control plane has no key to keep secrets with."),
  SSO_BROKER_REFUSED(409, "Keycloak does not take the connection."),
  TOO_MANY_CHANNELS(409, "The organization has as many channels as it may."),
  TOO_MANY_CONNECTIONS(409, "The organization has as many single sign-on connections as it may."),
  TOO_MANY_ORGANIZATIONS(409, "The person owns as many organizations as they may."),
  TOO_MANY_REGIONS(409, "The organization has as many regions of its own as it may."),
  TOO_MANY_RULES(409, "The organization has as many alert rules as it may."),
  TOO_MANY_SINKS(409, "The organization has as many sinks as it may."),
  TOO_MANY_TOKENS(409, "The organization has as many SCIM tokens as it may."),
  VERIFICATION_RUNNING(409, "Another verification of the organization's audit log is running."),
  PRECONDITION_FAILED(412, "It has changed since it was read; read it again."),
  REQUEST_ENTITY_TOO_LARGE(413, "The body is too large."),
  UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json."),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request."),
  PRECONDITION_REQUIRED(428, "If-Match is missing."),
  RATE_LIMITED(429, "Too often; see Retry-After."),
  TOO_MANY_ATTEMPTS(429, "The credential was refused too often; see Retry-After."),
  INTERNAL(500, "The control plane failed."),
  DNS_UNAVAILABLE(503, "DNS did not answer."),
  IDEMPOTENT_ANSWER_UNREADABLE(503, "This release cannot read the answer that was kept."),
  IDENTITY_PROVIDER_UNAVAILABLE(503, "Keycloak cannot be reached."),
  REGION_DOES_NOT_ANSWER(503, "The region's agent is away, or has not answered in time.");

  private final int status;
  private final String text;
  private final String meaning;

  Code(int status, String meaning) {
    this.status = status;
    this.text = name();
    this.meaning = meaning;
  }

  Code(int status, String text, String meaning) {
    this.status = status;
    this.text = text;
    this.meaning = meaning;
  }

  /** The HTTP status it comes with. */
  public int status() {
    return status;
  }

  /** As answers have it. */
  public String text() {
    return text;
  }

  /** When it is given, one sentence. */
  public String meaning() {
    return meaning;
  }
}
