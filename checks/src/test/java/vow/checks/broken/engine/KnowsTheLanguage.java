package vow.checks.broken.engine;

import vow.checks.broken.language.StartsThreads;

record KnowsTheLanguage(StartsThreads other) {}
