package dev.aerie.server.rest;

/** What answers the REST calls of one path; refusals are thrown. */
@FunctionalInterface
interface Route {
  Answer answer(Body body);
}
