package dev.aerie.controlplane.mail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.runtime.Startup;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The SMTP server of the configuration.
 *
 * <p>All is said to it on one event loop: the client hears a server from when it has been told of
 * the connection, and told on another thread it may miss the server's greeting, wait for it, and be
 * hung up on half a minute later. It is made at the start, so that its counters begin at 0.
 */
@Startup
@ApplicationScoped
class SmtpServer implements MailServer {
  private final ReactiveMailer mailer;
  private final Context context;
  private final Counter taken;
  private final Counter refused;

  SmtpServer(ReactiveMailer mailer, Vertx vertx, MeterRegistry meters) {
    this.mailer = mailer;
    this.context = vertx.getOrCreateContext();
    this.taken = meters.counter("aerie.mails", "outcome", "taken");
    this.refused = meters.counter("aerie.mails", "outcome", "refused");
  }

  @Override
  public void send(Mail mail) {
    var answer = new CompletableFuture<Void>();
    context.runOnContext(
        here ->
            mailer.send(mail).subscribe().with(answer::complete, answer::completeExceptionally));
    try {
      answer.join();
      taken.increment();
    } catch (CompletionException failure) {
      refused.increment();
      throw failure.getCause() instanceof RuntimeException said ? said : failure;
    }
  }
}
