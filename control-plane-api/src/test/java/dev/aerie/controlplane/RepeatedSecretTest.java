package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers with secrets are remembered, and told to who may still make such a thing only. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RepeatedSecretTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String MAY = "\"permissions\": [\"API_KEY_WRITE\", %s]";
  private static final String READS = "\"PROJECT_READ\", \"CLUSTER_READ\", \"BACKUP_READ\"";

  IdentityProvider people;
  private Tenant tenant;
  private Api friend;
  private String address;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    String name = "repeats" + COUNT.incrementAndGet();
    friend = new Api(people.tokenOf(name));
    friend.get("/v1/me").mustBe(200);
    address = name + "@example.org";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/api-keys                      | {"organizationId": "@ORG", "name": "k", "role": "ORGANIZATION_OWNER"} | /secret
          /v1/api-keys/KEY:rotate           | {}                                                                   | /secret
          /v1/organizations/@ORG/scim-tokens | {"name": "k"}                                                        | /secret
          /v1/regions                       | {"organizationId": "@ORG", "name": "repeated", "cloud": "aws", "cloudRegion": "eu-central-1"} | /enrolment/token
          """)
  void secretIsToldAgainToWhoMayStillMakeIt(String path, String body, String secret) {
    String member = member("ORGANIZATION_OWNER", "");
    String key = tenant.newKey("DATA_VIEWER", "").mustBe(201).id();
    Supplier<Api.Answer> post =
        () ->
            friend.post(
                path.replace("@ORG", tenant.organization()).replace("KEY", key),
                body.replace("@ORG", tenant.organization()),
                "Idempotency-Key",
                "once");
    String told = post.get().mustBe(201).json().at(secret).asText();
    assertThat(told).isNotEmpty();
    assertThat(post.get().mustBe(201).json().at(secret).asText()).isEqualTo(told);

    tenant.owner().patch(member, "{\"role\": \"MEMBER\"}").mustBe(200);
    assertThat(post.get().mustBe(403).text()).doesNotContain(told);
    tenant.owner().delete(member).mustBe(204);
    assertThat(post.get().mustBe(404).text()).doesNotContain(told);
  }

  /** A key that opens more than its maker may open by now is none that they could make. */
  @Test
  void secretIsToldAgainToWhoHoldsWhatItOpens() {
    String role =
        tenant
            .newRole("makes", "API_KEY_WRITE,PROJECT_READ,CLUSTER_READ,BACKUP_READ", "DATA_ADMIN")
            .mustBe(201)
            .id();
    member(
        "MEMBER",
        ", \"projects\": [{\"projectId\": \"%s\", \"role\": \"%s\"}]"
            .formatted(tenant.project(), role));
    String custom = "/v1/organizations/" + tenant.organization() + "/project-roles/" + role;
    Supplier<Api.Answer> post =
        () ->
            friend.post(
                "/v1/api-keys",
                "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"k\", \"role\": \"DATA_ADMIN\"}"
                    .formatted(tenant.organization(), tenant.project()),
                "Idempotency-Key",
                "once");
    String told = post.get().mustBe(201).text("secret");

    for (String less :
        new String[] {"\"dataRole\": \"DATA_VIEWER\"", MAY.formatted("\"PROJECT_READ\"")}) {
      tenant.owner().patch(custom, "{" + less + "}").mustBe(200);
      var refused = post.get().mustBe(403);
      assertThat(refused.text("code")).isEqualTo("EXCEEDS_OWN_ROLE");
      assertThat(refused.text()).doesNotContain(told);
      tenant
          .owner()
          .patch(custom, "{\"dataRole\": \"DATA_ADMIN\", %s}".formatted(MAY.formatted(READS)))
          .mustBe(200);
      assertThat(post.get().mustBe(201).text("secret")).isEqualTo(told);
    }
  }

  /** As another release may have kept it, which runs beside this one while it is replaced. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "body = decode('02', 'hex')",
        "body = decode(repeat('02', 200), 'hex')",
        "body = body || decode('00', 'hex')",
        "body = (SELECT body FROM idempotency_keys WHERE key_sha256 = '@OTHER')",
        "body = NULL, status = NULL",
        "asked = ARRAY['MAY_WHAT_COMES_LATER org_1 - -']",
        "asked = ARRAY['HOLDS org_1 - - ROLE_THAT_COMES_LATER ']",
        "asked = ARRAY['v2']"
      })
  void answerOfAnotherReleaseIsNotToldAndNothingIsMadeAgain(String change) throws SQLException {
    String key = "unreadable" + COUNT.incrementAndGet();
    String told = newKey(key).mustBe(201).text("secret");
    newKey(key + "-other").mustBe(201);
    Superuser.run(
        "UPDATE idempotency_keys SET %s WHERE key_sha256 = '%s'"
            .formatted(
                change.replace("@OTHER", ApiKeySecret.sha256(key + "-other")),
                ApiKeySecret.sha256(key)));

    var refused = newKey(key).mustBe(503);

    assertThat(refused.text("code")).isEqualTo("IDEMPOTENT_ANSWER_UNREADABLE");
    assertThat(refused.text("detail")).contains("send it again", "new key");
    assertThat(refused.header("Retry-After")).isEqualTo("5");
    assertThat(refused.text()).doesNotContain(told);
    assertThat(tenant.person().get(keys()).mustBe(200).items()).hasSize(2);
    newKey(key + "-next").mustBe(201);
  }

  private Api.Answer newKey(String once) {
    return tenant
        .person()
        .post(
            "/v1/api-keys",
            "{\"organizationId\": \"%s\", \"projectId\": \"%s\", \"name\": \"%s\", \"role\": \"DATA_VIEWER\"}"
                .formatted(tenant.organization(), tenant.project(), once),
            "Idempotency-Key",
            once);
  }

  private String keys() {
    return "/v1/api-keys?projectId=" + tenant.project();
  }

  /** Makes the friend a member; where members are changed. */
  private String member(String role, String more) {
    return "/v1/organizations/%s/members/%s"
        .formatted(
            tenant.organization(),
            tenant.addMember(address, role, more).mustBe(201).text("userId"));
  }
}
