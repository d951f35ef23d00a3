package dev.aerie.controlplane.support;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import dev.aerie.controlplane.mail.MailQueue;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;

/** What tests of invitations begin with: an organisation, and a guest who has not come yet. */
public abstract class InvitationPreparation {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Pattern TOKEN = Pattern.compile("/invitations/([-_0-9A-Za-z]{43})");

  protected IdentityProvider people;
  protected GreenMail mail;
  @Inject protected MailQueue mails;
  @Inject protected MovableClock clock;
  protected Tenant tenant;
  protected String invitations;

  /** The guest's; their address is this at example.org. */
  protected String name;

  protected Api guest;

  @BeforeEach
  protected void prepare() {
    tenant = Tenant.make(people);
    invitations = "/v1/organizations/" + tenant.organization() + "/invitations";
    name = "guest" + COUNT.incrementAndGet();
    guest = new Api(people.tokenOf(name));
  }

  protected Api.Answer invite(String role) {
    return ask(name, role).mustBe(201);
  }

  protected Api.Answer ask(String guest, String role) {
    return tenant
        .owner()
        .post(
            invitations,
            "{\"email\": \"%s@example.org\", \"role\": \"%s\"}".formatted(guest, role));
  }

  protected static Api.Answer accept(Api person, String token) {
    return person.post("/v1/invitations:accept", "{\"token\": \"%s\"}".formatted(token));
  }

  /** The token of the newest mail to the guest. */
  protected String tokenInMail() {
    mails.deliver();
    var found =
        Arrays.stream(mail.getReceivedMessages())
            .map(GreenMailUtil::getWholeMessage)
            .filter(text -> text.contains(name + "@example.org"))
            .map(text -> TOKEN.matcher(text.replace("=\r\n", "").replace("=3D", "=")))
            .filter(matcher -> matcher.find())
            .map(matcher -> matcher.group(1))
            .toList();
    return found.getLast();
  }

  protected long mailsToGuest() {
    return Arrays.stream(mail.getReceivedMessages())
        .filter(one -> GreenMailUtil.getWholeMessage(one).contains(name + "@example.org"))
        .count();
  }
}
