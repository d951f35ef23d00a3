package dev.aerie.controlplane.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.mailer.Mail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Mails to a server that answers at once. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SmtpServerTest {
  private static final String SUBJECT = "One of many";
  private static final int SENDERS = 4;
  private static final int MAILS = 100;

  GreenMail mail;
  @Inject MailServer server;

  /** A greeting that comes before anybody listens is lost, and its mail waits for half a minute. */
  @Test
  void noGreetingIsMissed() throws ExecutionException, InterruptedException {
    List<Future<?>> senders = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int sender = 0; sender < SENDERS; sender++) {
        senders.add(threads.submit(this::sendSome));
      }
    }
    for (Future<?> sender : senders) {
      sender.get();
    }

    assertThat(Arrays.stream(mail.getReceivedMessages()).filter(SmtpServerTest::isOne))
        .hasSize(SENDERS * MAILS);
  }

  private void sendSome() {
    for (int i = 0; i < MAILS; i++) {
      server.send(Mail.withText("many@example.org", SUBJECT, "Text."));
    }
  }

  private static boolean isOne(MimeMessage message) {
    try {
      return message.getSubject().equals(SUBJECT);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
