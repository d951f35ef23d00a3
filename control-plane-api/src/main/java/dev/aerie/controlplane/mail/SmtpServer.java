package dev.aerie.controlplane.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
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
 * hung up on half a minute later.
 */
@ApplicationScoped
class SmtpServer implements MailServer {
  private final ReactiveMailer mailer;
  private final Context context;

  SmtpServer(ReactiveMailer mailer, Vertx vertx) {
    this.mailer = mailer;
    this.context = vertx.getOrCreateContext();
  }

  @Override
  public void send(Mail mail) {
    var taken = new CompletableFuture<Void>();
    context.runOnContext(
        here -> mailer.send(mail).subscribe().with(taken::complete, taken::completeExceptionally));
    try {
      taken.join();
    } catch (CompletionException refused) {
      throw refused.getCause() instanceof RuntimeException said ? said : refused;
    }
  }
}
