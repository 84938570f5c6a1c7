/** Names for the shapes in `schema.d.ts`, which is made from central's OpenAPI document. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type PublicStation = Schemas["PublicStationOut"];
export type Station = Schemas["StationOut"];
export type StationDetail = Schemas["StationDetailOut"];
export type Charger = Schemas["ChargerDetailOut"];
export type Connector = Schemas["ConnectorOut"];
export type Risk = Schemas["RiskOut"];
export type Telemetry = Schemas["TelemetryOut"];
export type TelemetryPoint = Schemas["TelemetryPointOut"];
export type RiskLevels = Schemas["LevelsOut"];
export type Config = Schemas["ConfigOut"];
export type Switches = Schemas["SwitchesIn"];
export type Me = Schemas["MeOut"];
export type Heal = Schemas["HealOut"];
export type PriceOverride = Schemas["OverrideOut"];
export type AuditEntry = Schemas["AuditOut"];
export type Scenario = Schemas["ScenarioOut"];
export type Scenarios = Schemas["ScenariosOut"];
export type RunningScenario = Schemas["RunningOut"];

export type StationState = PublicStation["state"];
export type PriceKind = Schemas["PriceOut"]["kind"];
export type RiskLevel = Risk["level"];
export type HealMode = Schemas["Mode"];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
