package vow.language.policy;

import vow.model.Edge;

/** An order that a promise demands: after these, and why. */
record Demand(Target target, Edge.Reason reason) {}
