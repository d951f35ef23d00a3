package dev.aerie.controlplane.database;

import java.util.Collection;
import java.util.List;

/**
 * What row-level security shows a transaction.
 *
 * @param organizations ids of the organisations whose rows are visible
 * @param principal id of the person or key whose own credentials are visible, empty for none
 * @param region name of the region whose clusters are visible, empty for none
 * @param subject who signs in, as the identity provider calls them; empty for nobody
 */
public record Scope(List<String> organizations, String principal, String region, String subject) {

  /** Copies the list. */
  public Scope {
    organizations = List.copyOf(organizations);
  }

  /** Nothing but tables that belong to no tenant. */
  public static Scope none() {
    return new Scope(List.of(), "", "", "");
  }

  /** One organisation's rows. */
  public static Scope organization(String id) {
    return new Scope(List.of(id), "", "", "");
  }

  /** The credentials of one person or key. */
  public static Scope principal(String id) {
    return new Scope(List.of(), id, "", "");
  }

  /** The clusters of one region. */
  public static Scope region(String name) {
    return new Scope(List.of(), "", name, "");
  }

  /** What a caller may see. */
  public static Scope caller(List<String> organizations, String principal) {
    return new Scope(organizations, principal, "", "");
  }

  /** The account of one who signs in. */
  public static Scope subject(String name) {
    return new Scope(List.of(), "", "", name);
  }

  /** This scope with this region as well. */
  public Scope in(String name) {
    return new Scope(organizations, principal, name, subject);
  }

  /** This scope with the account of one who signs in. */
  public Scope as(String name) {
    return new Scope(organizations, principal, region, name);
  }

  /** This scope with these organisations instead. */
  public Scope seeing(Collection<String> ids) {
    return new Scope(List.copyOf(ids), principal, region, subject);
  }
}
