package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import dev.aerie.controlplane.mail.MailQueue;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A verified address that one account had and another one has. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MovedAddressTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Pattern TOKEN = Pattern.compile("/invitations/([-_0-9A-Za-z]{43})");

  IdentityProvider people;
  GreenMail mail;
  @Inject MailQueue mails;
  private Tenant tenant;
  private String address;
  private Api predecessor;
  private Api successor;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    int number = COUNT.incrementAndGet();
    address = "office" + number + "@example.org";
    predecessor = new Api(people.tokenOf("predecessor" + number, address));
    predecessor.get("/v1/me").mustBe(200);
    successor = new Api(people.tokenOf("successor" + number, address));
  }

  @Test
  void whoHasItNowIsAdded() {
    String id = successor.get("/v1/me").mustBe(200).json().at("/principal/id").asText();
    // By a token from before.
    predecessor.get("/v1/me").mustBe(200);

    assertThat(tenant.addMember(address, "MEMBER", "").mustBe(201).text("userId")).isEqualTo(id);

    sees(successor, 200);
    sees(predecessor, 404);
  }

  @Test
  void nobodyIsAddedInPlaceOfWhoHasNeverSignedIn() {
    assertThat(tenant.addMember(address, "MEMBER", "").mustBe(409).text("code"))
        .isEqualTo("ACCOUNT_UNKNOWN");

    sees(predecessor, 404);
  }

  @Test
  void whoHasItNowAcceptsAnInvitation() {
    String token = invited();

    assertThat(accept(predecessor, token).mustBe(409).text("code")).isEqualTo("OTHER_ADDRESS");
    accept(successor, token).mustBe(200);

    sees(successor, 200);
    sees(predecessor, 404);
  }

  @Test
  void whoHadTheAddressOfAnAdministratorIsNoneAnyMore() {
    Api left = new Api(people.tokenOf("left", Surroundings.ADMINISTRATOR));
    String region = "/v1/regions/of-" + tenant.organization().substring(4);
    left.post(
            "/v1/regions",
            "{\"name\": \"%s\", \"cloud\": \"other\"}"
                .formatted(region.substring("/v1/regions/".length())))
        .mustBe(201);

    Api now = new Api(people.tokenOf("now", Surroundings.ADMINISTRATOR));

    assertThat(left.delete(region).mustBe(403).text("code"))
        .isEqualTo("PLATFORM_ADMINISTRATORS_ONLY");
    now.delete(region).mustBe(204);
  }

  private void sees(Api person, int status) {
    person.get("/v1/organizations/" + tenant.organization()).mustBe(status);
  }

  /** The token in the mail. */
  private String invited() {
    tenant
        .owner()
        .post(
            "/v1/organizations/" + tenant.organization() + "/invitations",
            "{\"email\": \"%s\", \"role\": \"MEMBER\"}".formatted(address))
        .mustBe(201);
    mails.deliver();
    return Arrays.stream(mail.getReceivedMessages())
        .map(GreenMailUtil::getWholeMessage)
        .filter(text -> text.contains(address))
        .map(text -> TOKEN.matcher(text.replace("=\r\n", "").replace("=3D", "=")))
        .filter(found -> found.find())
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  private static Api.Answer accept(Api person, String token) {
    return person.post("/v1/invitations:accept", "{\"token\": \"%s\"}".formatted(token));
  }
}
