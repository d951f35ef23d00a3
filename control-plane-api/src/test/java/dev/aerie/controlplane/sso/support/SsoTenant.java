package dev.aerie.controlplane.sso.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Tenant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An organisation that sets up single sign-on, with a mail domain of its own.
 *
 * @param ownerEmail of the person who made it, who has a password
 */
public record SsoTenant(Tenant tenant, CustomerRealm customer, String domain, String ownerEmail) {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A new one; its owner has an address in the domain. */
  public static SsoTenant make() {
    String domain = "customer" + COUNT.incrementAndGet() + ".example";
    String owner = "owner@" + domain;
    Keycloak.addPerson(owner);
    return new SsoTenant(
        Tenant.of(new Api(Keycloak.tokenOf(owner))), new CustomerRealm(), domain, owner);
  }

  /** Where its connections are. */
  public String connections() {
    return "/v1/organizations/" + tenant.organization() + "/sso-connections";
  }

  /** Asks for a connection. */
  public Api.Answer newConnection(String fields) {
    return tenant
        .owner()
        .post(
            connections(),
            "{\"name\": \"Ours\", \"domain\": \"%s\", %s}".formatted(domain, fields));
  }

  /** A connection by OIDC whose domain is verified, known to the customer's provider. */
  public String oidc(String more) {
    var made =
        newConnection(
                "\"protocol\": \"OIDC\", \"oidc\": {\"issuer\": \"%s\", \"clientId\": \"%s\", \"clientSecret\": \"%s\"}%s"
                    .formatted(customer.issuer(), domain, CustomerRealm.CLIENT_SECRET, more))
            .mustBe(201);
    customer.addOidcClient(domain, made.json().at("/oidc/redirectUri").asText());
    return verified(made.json());
  }

  /** A connection by SAML whose domain is verified, known to the customer's provider. */
  public String saml(String settings, String more) {
    var made =
        newConnection("\"protocol\": \"SAML\", \"saml\": {%s}%s".formatted(settings, more))
            .mustBe(201);
    String id = verified(made.json());
    customer.addServiceProvider(
        tenant.owner().get(path(id) + "/service-provider-metadata").mustBe(200).text());
    return id;
  }

  /** Proves the domain of a connection. */
  public String verified(JsonNode connection) {
    RecordedTxt.add(
        connection.at("/domainRecord/name").asText(),
        "v=spf1 -all",
        connection.at("/domainRecord/value").asText());
    String id = connection.path("id").asText();
    tenant.owner().post(path(id) + ":verify-domain", "").mustBe(200);
    return id;
  }

  /** Where a connection is. */
  public String path(String id) {
    return connections() + "/" + id;
  }

  /** Somebody of the customer's, in these groups there, at a browser. */
  public Visitor person(String name, String... groups) {
    return personWithAddress(name, name + "@" + domain, groups);
  }

  /** Somebody of the customer's whom its provider gives this address. */
  public Visitor personWithAddress(String name, String address, String... groups) {
    String account = name + "." + domain;
    customer.addPerson(account, address, groups);
    return Visitor.of(name + "@" + domain, account);
  }

  /** The member with this name, as the owner sees them. */
  public JsonNode member(String email) {
    return tenant
        .owner()
        .get("/v1/organizations/" + tenant.organization() + "/members")
        .mustBe(200)
        .items()
        .stream()
        .filter(one -> one.path("name").asText().equals(email))
        .findFirst()
        .orElseThrow(() -> new AssertionError(email + " is no member"));
  }
}
