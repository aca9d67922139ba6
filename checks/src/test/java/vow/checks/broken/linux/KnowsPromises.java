package vow.checks.broken.linux;

import vow.checks.broken.model.Value;

record KnowsPromises(Value value) {}
