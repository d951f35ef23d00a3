package dev.aerie.controlplane.sso.support;

import java.time.Instant;
import java.util.UUID;

/**
 * What a SAML response says.
 *
 * @param consumer where it goes
 * @param audience whom it is for
 * @param request the request it answers
 */
public record Claim(
    String issuer,
    String email,
    String consumer,
    String audience,
    String request,
    Instant from,
    Instant until) {

  /** The same about somebody else. */
  public Claim about(String other) {
    return new Claim(issuer, other, consumer, audience, request, from, until);
  }

  /** The same for another audience. */
  public Claim forAudience(String other) {
    return new Claim(issuer, email, consumer, other, request, from, until);
  }

  /** The same at another time. */
  public Claim valid(Instant start, Instant end) {
    return new Claim(issuer, email, consumer, audience, request, start, end);
  }

  /** The same as an answer to another request. */
  public Claim answering(String other) {
    return new Claim(issuer, email, consumer, audience, other, from, until);
  }

  /** The same sent elsewhere. */
  public Claim to(String other) {
    return new Claim(issuer, email, other, audience, request, from, until);
  }

  /** The assertion, unsigned. */
  public String assertion() {
    return """
    <saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_%1$s" Version="2.0" IssueInstant="%7$s">\
    <saml:Issuer>%2$s</saml:Issuer><saml:Subject>\
    <saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">%3$s</saml:NameID>\
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">\
    <saml:SubjectConfirmationData InResponseTo="%6$s" Recipient="%4$s" NotOnOrAfter="%8$s"/></saml:SubjectConfirmation></saml:Subject>\
    <saml:Conditions NotBefore="%7$s" NotOnOrAfter="%8$s"><saml:AudienceRestriction><saml:Audience>%5$s</saml:Audience>\
    </saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="%7$s" SessionIndex="s%1$s"><saml:AuthnContext>\
    <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>\
    </saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>%3$s</saml:AttributeValue>\
    </saml:Attribute></saml:AttributeStatement></saml:Assertion>\
    """
        .formatted(UUID.randomUUID(), issuer, email, consumer, audience, request, from, until);
  }

  /** A response around assertions. */
  public String response(String assertions) {
    return """
    <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_%s" Version="2.0" IssueInstant="%s" Destination="%s" InResponseTo="%s">\
    <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">%s</saml:Issuer><samlp:Status>\
    <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>%s</samlp:Response>\
    """
        .formatted(UUID.randomUUID(), from, consumer, request, issuer, assertions);
  }

  /** A response with this assertion, unsigned. */
  public String response() {
    return response(assertion());
  }
}
