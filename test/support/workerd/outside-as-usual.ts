import { outsideAsUsual } from "../../worker/support/outside.ts";

// Runs before each test file: what the one before had the outside services answer, and what it sent them, is forgotten.
outsideAsUsual();
