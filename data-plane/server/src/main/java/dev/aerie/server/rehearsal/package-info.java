/**
 * A run of the server that JVMs learn from: what is loaded and which methods are called often, kept
 * in an AOT cache, makes every later start quicker.
 */
package dev.aerie.server.rehearsal;
